import { contains, overlap, parseCidr } from '../cidr';
import type { Fault } from '../fault';
import type { Clusters } from './gaps';

/** Node, pod and service networks do not overlap, else a policy for one would open another. */
export function networkFaults(inventory: Clusters): Fault[] {
  return inventory.clusters.flatMap(({ spec, source }) => {
    const { nodes, pods, services, apiServer } = spec.networks;
    const named = [
      ...nodes.map((cidr, i) => ({ path: ['networks', 'nodes', i], cidr })),
      { path: ['networks', 'pods'], cidr: pods },
      { path: ['networks', 'services'], cidr: services },
    ].flatMap(({ path, cidr }) => {
      const network = parseCidr(cidr);
      return network ? [{ path, cidr, network }] : [];
    });
    const faults: Fault[] = [];
    named.forEach((b, i) => {
      const a = named.slice(0, i).find(({ network }) => overlap(network, b.network));
      if (a)
        faults.push(
          source.fault('network-overlap', b.path, `overlaps ${a.path.join('.')} (${a.cidr})`, 'choose disjoint networks', b.cidr),
        );
    });
    apiServer.networks.forEach((cidr, i) => {
      const network = parseCidr(cidr);
      if (network && contains(network, { first: 0, last: 2 ** 32 - 1 }))
        faults.push(
          source.fault(
            'network-overlap',
            ['networks', 'apiServer', 'networks', i],
            'must not be the whole internet',
            'name the addresses of the API servers',
            cidr,
          ),
        );
    });
    return faults;
  });
}
