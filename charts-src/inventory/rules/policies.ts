import type { Fault } from '../fault';
import type { Inventory } from '../model';
import { suggestion } from '../nearest';

/** Scopes and exceptions name policies that exist, and a namespace has one scope per policy. */
export function policyFaults(inventory: Inventory): Fault[] {
  const { policies } = inventory;
  return inventory.clusters.flatMap(({ spec, source }) => {
    const faults: Fault[] = [];
    const known = (policy: string, path: readonly (string | number)[]) => {
      if (policy !== '*' && !policies.includes(policy))
        faults.push(source.fault('unknown-policy', path, 'no such folder below policies/', suggestion(policy, policies), policy));
    };
    const owners = new Map<string, number>();
    spec.policies.scopes.forEach((scope, i) => {
      for (const [j, policy] of scope.policies.entries()) known(policy, ['policies', 'scopes', i, 'policies', j]);
      for (const policy of scope.policies.includes('*') ? policies : scope.policies)
        for (const namespace of scope.namespaces) {
          const other = owners.get(`${policy}/${namespace}`);
          if (other === undefined) owners.set(`${policy}/${namespace}`, i);
          else if (other !== i)
            faults.push(
              source.fault(
                'scope-ambiguous',
                ['policies', 'scopes', i],
                `scope ${other} already says what ${policy} does in ${namespace}`,
                'keep one of the two',
                namespace,
              ),
            );
        }
    });
    for (const [i, exception] of spec.policies.exceptions.entries()) known(exception.policy, ['policies', 'exceptions', i, 'policy']);
    return faults;
  });
}
