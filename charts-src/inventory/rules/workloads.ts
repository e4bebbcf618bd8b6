import { workloadFaultsOf } from '../../workloads/facts';
import type { Fault } from '../fault';
import type { Clusters } from './gaps';

/** What a workload kind knows about its own fields. */
export function workloadFaults(inventory: Clusters): Fault[] {
  return inventory.clusters.flatMap((cluster) =>
    cluster.environments.flatMap((environment) =>
      environment.workloads.flatMap((workload) =>
        workloadFaultsOf(workload).map(({ field, constraint, value, remedy }) =>
          environment.source.fault('workload-rule', ['workloads', workload.name, ...field.split('.')], constraint, remedy, value),
        ),
      ),
    ),
  );
}
