import { suggestion } from '../../inventory/nearest';
import type { PolicyFault } from './fault';
import type { PolicyScope } from './policy';

/** Where one policy does not deny. Every namespace that is in neither list is denied, unknown ones included. */
export interface Relaxation {
  /** Namespaces in which it only reports, sorted. */
  readonly audit: readonly string[];
  /** Namespaces that it does not look at, sorted. */
  readonly off: readonly string[];
  /** `<action> in <namespaces>: <reason>`, one a scope, sorted. */
  readonly reasons: readonly string[];
}

/** Turns scopes into a relaxation for each policy. A policy and namespace that two scopes name are a fault: order never decides. */
export function relaxations(
  policies: readonly string[],
  scopes: readonly PolicyScope[],
): { readonly byPolicy: ReadonlyMap<string, Relaxation>; readonly faults: readonly PolicyFault[] } {
  const faults = scopes.flatMap((scope, i) => unknownPolicies(policies, scope, i));
  const byPolicy = new Map<string, Relaxation>();
  for (const policy of [...policies].sort()) {
    const owners = new Map<string, number>();
    scopes.forEach((scope, i) => {
      if (!names(scope, policy)) return;
      for (const namespace of new Set(scope.namespaces)) {
        const other = owners.get(namespace);
        if (other === undefined) owners.set(namespace, i);
        else
          faults.push({
            code: 'scope-ambiguous',
            field: `policies.scopes[${i}]`,
            value: namespace,
            message: `scope ${other} already says what ${policy} does in ${namespace}; keep one of the two`,
          });
      }
    });
    byPolicy.set(policy, relaxation(scopes, owners));
  }
  return { byPolicy, faults };
}

function names(scope: PolicyScope, policy: string): boolean {
  return scope.policies.includes('*') || scope.policies.includes(policy);
}

function unknownPolicies(policies: readonly string[], scope: PolicyScope, i: number): PolicyFault[] {
  return scope.policies.flatMap((policy, j) =>
    policy === '*' || policies.includes(policy)
      ? []
      : [
          {
            code: 'unknown-policy' as const,
            field: `policies.scopes[${i}].policies[${j}]`,
            value: policy,
            message: `no policy is called "${policy}"; ${suggestion(policy, policies)}`,
          },
        ],
  );
}

function relaxation(scopes: readonly PolicyScope[], owners: ReadonlyMap<string, number>): Relaxation {
  const used = scopes.map((scope, i) => ({ scope, namespaces: [...owners].filter(([, owner]) => owner === i).map(([ns]) => ns) }));
  const of = (action: PolicyScope['action']) =>
    used
      .filter(({ scope }) => scope.action === action)
      .flatMap(({ namespaces }) => namespaces)
      .sort();
  return {
    audit: of('Audit'),
    off: of('Off'),
    reasons: used
      .filter(({ namespaces }) => namespaces.length > 0)
      .map(({ scope, namespaces }) => `${scope.action} in ${namespaces.sort().join(', ')}: ${scope.reason}`)
      .sort(),
  };
}
