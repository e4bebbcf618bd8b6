import type { ClusterSpec } from '../../inventory/schema/cluster';
import type { KubernetesObject } from '../../tree/objects';

export interface MatchCondition {
  readonly name: string;
  /** CEL over `object`, `oldObject` and `request`. */
  readonly expression: string;
}

/** What the compiler reads and writes of a `policies.kyverno.io/v1` ValidatingPolicy; other fields pass through unseen. */
export interface ValidatingPolicy extends KubernetesObject {
  readonly kind: 'ValidatingPolicy';
  readonly spec: {
    readonly validationActions: readonly ('Deny' | 'Audit')[];
    readonly matchConstraints: {
      readonly resourceRules: readonly {
        readonly apiGroups: readonly string[];
        readonly apiVersions: readonly string[];
        readonly operations: readonly string[];
        /** Plural, with the subresource behind a slash. */
        readonly resources: readonly string[];
      }[];
    };
    readonly matchConditions?: readonly MatchCondition[];
    readonly variables?: readonly { readonly name: string; readonly expression: string }[];
    readonly [field: string]: unknown;
  };
}

/** A `policies.kyverno.io/v1` PolicyException. */
export interface PolicyExceptionObject extends KubernetesObject {
  readonly kind: 'PolicyException';
  readonly spec: {
    readonly policyRefs: readonly { readonly kind: 'ValidatingPolicy'; readonly name: string }[];
    readonly matchConditions: readonly MatchCondition[];
    /** RFC 3339. */
    readonly expiresAt: string;
  };
}

export type PolicyScope = ClusterSpec['policies']['scopes'][number];
export type PolicyException = NonNullable<ClusterSpec['policies']['exceptions']>[number];

/** API version of all objects that are made here; the newest that the CRDs serve. */
export const policyApiVersion = 'policies.kyverno.io/v1';
/** Ends the name of the variant that only reports. */
export const auditSuffix = '-audit';
