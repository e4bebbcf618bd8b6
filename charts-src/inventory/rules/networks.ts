import { overlap, parseCidr } from '../cidr';
import type { Fault } from '../fault';
import type { Clusters } from './gaps';

/** Shortest prefix of a network of machines: half of all private addresses is more than any cluster has. */
const widest = 9;

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
    const machines = [
      ...nodes.map((cidr, i) => ({ path: ['networks', 'nodes', i], cidr })),
      ...apiServer.networks.map((cidr, i) => ({ path: ['networks', 'apiServer', 'networks', i], cidr })),
    ];
    for (const { path, cidr } of machines)
      if (Number(cidr.split('/')[1]) < widest)
        faults.push(source.fault('network-overlap', path, `must not be wider than /${widest}`, 'name the addresses of the machines', cidr));
    apiServer.networks.forEach((cidr, i) => {
      const network = Number(cidr.split('/')[1]) < widest ? undefined : parseCidr(cidr);
      const within = [pods, services].find((other) => {
        const range = parseCidr(other);
        return network && range && overlap(network, range);
      });
      if (within !== undefined)
        faults.push(
          source.fault(
            'network-overlap',
            ['networks', 'apiServer', 'networks', i],
            `overlaps the network ${within} of pods or services`,
            'name the addresses of the machines that serve the API',
            cidr,
          ),
        );
    });
    return faults;
  });
}
