import { suggestion } from '../../inventory/nearest';
import { celList } from './cel';
import { exceptionObject } from './exception';
import type { PolicyFault } from './fault';
import {
  auditSuffix,
  type MatchCondition,
  type PolicyException,
  type PolicyExceptionObject,
  type PolicyScope,
  type ValidatingPolicy,
} from './policy';
import { type Relaxation, relaxations } from './scope';

/** What a cluster's data say about its policies. */
export interface PolicyData {
  /** Prefixes that images may come from, each ending in a slash. */
  readonly registries: readonly string[];
  readonly scopes: readonly PolicyScope[];
  readonly exceptions: readonly PolicyException[];
  /** Namespace that Kyverno reads exceptions from. Default: `kyverno`. */
  readonly exceptionNamespace?: string;
}

export type Compiled =
  | { readonly ok: true; readonly objects: readonly (ValidatingPolicy | PolicyExceptionObject)[] }
  | { readonly ok: false; readonly faults: readonly PolicyFault[] };

/**
 * The objects that make the base policies hold in one cluster: for each policy one that denies everywhere but in its relaxed
 * namespaces, one that reports where it is audited, and an exception for each named workload. Sorted; pure.
 */
export function compilePolicies(base: ReadonlyMap<string, ValidatingPolicy>, data: PolicyData): Compiled {
  const names = [...base.keys()].sort();
  const { byPolicy, faults } = relaxations(names, data.scopes);
  const all = [...faults, ...exceptionFaults(names, data.exceptions)];
  if (all.length > 0) return { ok: false, faults: all };
  const policies = [...base]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .flatMap(([name, policy]) => variants(withRegistries(policy, data.registries), byPolicy.get(name) as Relaxation));
  const namespace = data.exceptionNamespace ?? 'kyverno';
  const exceptions = data.exceptions
    .map((exception) => exceptionObject(exception, namespace, (byPolicy.get(exception.policy)?.audit.length ?? 0) > 0))
    .sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
  return { ok: true, objects: [...policies, ...exceptions] };
}

function exceptionFaults(names: readonly string[], exceptions: readonly PolicyException[]): PolicyFault[] {
  const seen = new Map<string, number>();
  return exceptions.flatMap((exception, i): PolicyFault[] => {
    const { policy, namespace, name } = exception;
    if (!names.includes(policy)) {
      const message = `no policy is called "${policy}"; ${suggestion(policy, names)}`;
      return [{ code: 'unknown-policy', field: `policies.exceptions[${i}].policy`, value: policy, message }];
    }
    const key = `${policy}.${namespace}.${name}`;
    const other = seen.get(key);
    if (other === undefined) seen.set(key, i);
    if (other === undefined) return [];
    const message = `exception ${other} already lets ${namespace}/${name} past ${policy}; keep one of the two`;
    return [{ code: 'exception-duplicate', field: `policies.exceptions[${i}]`, value: key, message }];
  });
}

/** Fills the list that the policies on images compare with. */
function withRegistries(policy: ValidatingPolicy, registries: readonly string[]): ValidatingPolicy {
  const { variables } = policy.spec;
  if (variables === undefined) return policy;
  const expression = celList([...registries].sort());
  const filled = variables.map((variable) => (variable.name === 'allowedRegistries' ? { ...variable, expression } : variable));
  return { ...policy, spec: { ...policy.spec, variables: filled } };
}

function variants(policy: ValidatingPolicy, { audit, off, reasons }: Relaxation): ValidatingPolicy[] {
  const relaxed = [...audit, ...off].sort();
  const annotations = reasons.length > 0 ? { 'platform.o4g/relaxed': reasons.join('\n') } : {};
  const deny = variant(policy, policy.metadata.name, 'Deny', annotations, namespaceCondition('not', relaxed));
  if (audit.length === 0) return [deny];
  return [deny, variant(policy, `${policy.metadata.name}${auditSuffix}`, 'Audit', annotations, namespaceCondition('only', audit))];
}

/** First, so that nothing else of a namespace that is out of scope is looked at. */
function namespaceCondition(mode: 'only' | 'not', namespaces: readonly string[]): readonly MatchCondition[] {
  if (namespaces.length === 0) return [];
  const among = `request.namespace in ${celList(namespaces)}`;
  return [{ name: 'scope', expression: mode === 'only' ? among : `!(${among})` }];
}

function variant(
  policy: ValidatingPolicy,
  name: string,
  action: 'Deny' | 'Audit',
  annotations: Readonly<Record<string, string>>,
  scope: readonly MatchCondition[],
): ValidatingPolicy {
  const { metadata, spec } = policy;
  return {
    ...policy,
    metadata: {
      ...metadata,
      name,
      labels: { ...metadata.labels, 'app.kubernetes.io/managed-by': 'platform' },
      annotations: { ...metadata.annotations, ...annotations },
    },
    spec: {
      ...spec,
      validationActions: [action],
      // What only reports must not hold anything back while Kyverno is down.
      failurePolicy: action === 'Audit' ? 'Ignore' : spec.failurePolicy,
      matchConditions: [...scope, ...(spec.matchConditions ?? [])],
    },
  };
}
