import { hostOf } from '../../workloads/facts';
import type { Fault } from '../fault';
import type { Clusters } from './gaps';

/** Every public host lies in its cluster's domain and is used once over all clusters. */
export function hostFaults(inventory: Clusters): Fault[] {
  const faults: Fault[] = [];
  const owners = new Map<string, string>();
  for (const cluster of inventory.clusters)
    for (const environment of cluster.environments)
      for (const workload of environment.workloads) {
        const host = hostOf(workload);
        if (host === undefined) continue;
        const path = ['workloads', workload.name, 'host'];
        const { domain } = cluster.spec;
        if (host !== domain && !host.endsWith(`.${domain}`))
          faults.push(
            environment.source.fault('host-outside-domain', path, `must lie in ${domain}`, `use a name that ends in .${domain}`, host),
          );
        const owner = owners.get(host);
        const self = `${environment.source.file} (${workload.name})`;
        if (owner === undefined) owners.set(host, self);
        else
          faults.push(
            environment.source.fault('duplicate-host', path, `is already the host of ${owner}`, 'give one of them another host', host),
          );
      }
  return faults;
}
