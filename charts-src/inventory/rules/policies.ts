import type { Fault } from '../fault';
import { isPlatformNamespace, platformNamespaces } from '../names';
import { suggestion } from '../nearest';
import type { Clusters } from './gaps';

/** Scopes and exceptions name policies that exist, and a namespace has one scope per policy. */
export function policyFaults(inventory: Clusters): Fault[] {
  const { policies } = inventory;
  return inventory.clusters.flatMap(({ spec, source, environments }) => {
    const faults: Fault[] = [];
    const namespaces = environments.map(({ name }) => name);
    const exists = (namespace: string, path: readonly (string | number)[]) => {
      if (!namespaces.includes(namespace) && !isPlatformNamespace(namespace))
        faults.push(
          source.fault(
            'unknown-reference',
            path,
            'no environment and no component has that namespace',
            suggestion(namespace, [...namespaces, ...platformNamespaces]),
            namespace,
          ),
        );
    };
    const known = (policy: string, path: readonly (string | number)[]) => {
      if (policy !== '*' && !policies.includes(policy))
        faults.push(source.fault('unknown-policy', path, 'no such folder below policies/', suggestion(policy, policies), policy));
    };
    const owners = new Map<string, number>();
    spec.policies.scopes.forEach((scope, i) => {
      for (const [j, namespace] of scope.namespaces.entries()) exists(namespace, ['policies', 'scopes', i, 'namespaces', j]);
      for (const [j, policy] of scope.policies.entries()) known(policy, ['policies', 'scopes', i, 'policies', j]);
      const twice = new Map<string, { readonly other: number; readonly namespace: string; readonly policies: string[] }>();
      for (const policy of scope.policies.includes('*') ? policies : scope.policies)
        for (const namespace of scope.namespaces) {
          const other = owners.get(`${policy}/${namespace}`);
          if (other === undefined) owners.set(`${policy}/${namespace}`, i);
          else if (other !== i) {
            const key = `${other}/${namespace}`;
            twice.set(key, { other, namespace, policies: [...(twice.get(key)?.policies ?? []), policy] });
          }
        }
      for (const { other, namespace, policies: named } of twice.values()) {
        const does = named.length === 1 ? `${named[0]} does` : `${named.length} policies do`;
        const constraint = `scope ${other} already says what ${does} in ${namespace}`;
        faults.push(source.fault('scope-ambiguous', ['policies', 'scopes', i], constraint, 'keep one of the two', namespace));
      }
    });
    for (const [i, { policy, namespace }] of spec.policies.exceptions.entries()) {
      known(policy, ['policies', 'exceptions', i, 'policy']);
      exists(namespace, ['policies', 'exceptions', i, 'namespace']);
    }
    return faults;
  });
}
