import { volumesOf } from '../../workloads/facts';
import type { Fault } from '../fault';
import type { Clusters } from './gaps';

/** Whatever has a volume is saved or says why not; production is saved. */
export function backupFaults(inventory: Clusters): Fault[] {
  const faults: Fault[] = [];
  for (const cluster of inventory.clusters)
    for (const { spec, source, kind, workloads } of cluster.environments) {
      const { backup } = spec;
      const scheduled = backup?.schedule !== undefined && backup.bucket !== undefined;
      const example = 'add backup: { schedule: "15 2 * * *", bucket: … }';
      if (backup !== undefined && backup.excluded !== undefined && (backup.schedule !== undefined || backup.bucket !== undefined))
        faults.push(
          source.fault(
            'backup-ambiguous',
            ['backup', 'excluded'],
            'stands beside a schedule or bucket',
            'keep one of the two',
            backup.excluded,
          ),
        );
      else if (kind === 'production' && !scheduled)
        faults.push(source.fault('backup-missing', ['backup'], 'a production environment is saved on a schedule to a bucket', example));
      else if (backup !== undefined && !scheduled && backup.excluded === undefined)
        faults.push(source.fault('backup-missing', ['backup'], 'needs both schedule and bucket, or excluded with the reason', example));
      else if (backup === undefined && workloads.some((workload) => volumesOf(workload).length > 0))
        faults.push(
          source.fault(
            'backup-missing',
            ['backup'],
            'an environment with volumes is saved or says why not',
            `${example}, or excluded: <reason>`,
          ),
        );
    }
  return faults;
}
