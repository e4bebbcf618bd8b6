import { hostOf } from '../../charts-src/workloads/facts';
import { type CrossCheck, finder } from '../context';

const find = finder('hosts');

/** Every host that an Ingress serves is in the inventory, served once, and has TLS. */
export const hosts: CrossCheck = ({ cluster, objects }) => {
  const known = new Set(cluster.environments.flatMap(({ workloads }) => workloads.flatMap((workload) => hostOf(workload) ?? [])));
  const owners = new Map<string, string>();
  return objects.flatMap(({ object, file }) => {
    if (object.kind !== 'Ingress') return [];
    const spec = object.spec as {
      defaultBackend?: unknown;
      rules?: readonly { host?: string }[];
      tls?: readonly { hosts?: readonly string[] }[];
    };
    if ((spec.rules ?? []).length === 0 || spec.defaultBackend !== undefined)
      return [find('error', file, 'takes the traffic of every host', 'name hosts in rules, and leave out defaultBackend')];
    const secured = new Set((spec.tls ?? []).flatMap((entry) => entry.hosts ?? []));
    return (spec.rules ?? []).flatMap(({ host }) => {
      if (host === undefined) return [find('error', file, 'has a rule for every host', 'name the host')];
      const owner = owners.get(host);
      owners.set(host, file);
      return [
        ...(known.has(host) ? [] : [find('error', file, `serves ${host}, which is in no environment file`, 'declare the host')]),
        ...(secured.has(host) ? [] : [find('error', file, `serves ${host} without TLS`, 'add it to spec.tls')]),
        ...(owner === undefined ? [] : [find('error', file, `serves ${host}, as does generated/${owner}`, 'leave it to one of them')]),
      ];
    });
  });
};
