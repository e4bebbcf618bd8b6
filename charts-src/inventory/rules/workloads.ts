import { workloadFaultsOf } from '../../workloads/facts';
import type { Fault } from '../fault';
import type { Inventory } from '../model';

/** What a workload kind knows about its own fields. */
export function workloadFaults(inventory: Inventory): Fault[] {
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
