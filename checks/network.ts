import type { ClusterContext } from './context';
import { type LabelSelector, type Labels, selects } from './pods';

/** The other side of a rule. */
export interface Peer {
  readonly podSelector?: LabelSelector;
  readonly namespaceSelector?: LabelSelector;
  readonly ipBlock?: IpBlock;
}
export interface IpBlock {
  readonly cidr: string;
  readonly except?: readonly string[];
}
export interface Rule {
  readonly from?: readonly Peer[];
  readonly to?: readonly Peer[];
  readonly ports?: readonly { readonly port?: number | string; readonly endPort?: number; readonly protocol?: string }[];
}
export interface PolicySpec {
  readonly podSelector: LabelSelector;
  readonly policyTypes?: readonly string[];
  readonly ingress?: readonly Rule[];
  readonly egress?: readonly Rule[];
}
/** A NetworkPolicy and where it stands. */
export interface Policy {
  readonly file: string;
  readonly namespace: string;
  readonly spec: PolicySpec;
}
export type Direction = 'Egress' | 'Ingress';

export const policiesOf = ({ objects }: Pick<ClusterContext, 'objects'>): Policy[] =>
  objects.flatMap(({ object, file }) =>
    object.kind === 'NetworkPolicy' ? [{ file, namespace: object.metadata.namespace ?? '', spec: object.spec as PolicySpec }] : [],
  );

/** Whether a policy rules one direction of the pods that it selects. */
export function rules({ policyTypes, egress }: PolicySpec, direction: Direction): boolean {
  return (policyTypes ?? (egress ? ['Ingress', 'Egress'] : ['Ingress'])).includes(direction);
}

export const rulesOf = (spec: PolicySpec, direction: Direction): readonly Rule[] =>
  (direction === 'Egress' ? spec.egress : spec.ingress) ?? [];
export const peersOf = (rule: Rule, direction: Direction): readonly Peer[] => (direction === 'Egress' ? rule.to : rule.from) ?? [];

/** Pods as far as they are known: where they are, and labels that they bear. */
export interface Pods {
  readonly namespace: string;
  readonly labels: Labels;
}

/** Whether a selector holds for pods; what counts is left to the caller, since some pods are known by their selector alone. */
export type Fits = (selector: LabelSelector, labels: Labels) => boolean;

/** Whether both ends let a connection through: a namespace without policies for a direction lets everything. */
export const connects = (policies: readonly Policy[], from: Pods, to: Pods, port: number | string): boolean =>
  lets(policies, 'Egress', from, to, port) && lets(policies, 'Ingress', to, from, port);

/** Whether the policies of `own` let it send to (or receive from) `other` on a port; undefined means any port. */
export function lets(
  policies: readonly Policy[],
  direction: Direction,
  own: Pods,
  other: Pods,
  port: number | string | undefined,
  fits: Fits = selects,
): boolean {
  const holding = policies.filter(
    ({ namespace, spec }) => namespace === own.namespace && rules(spec, direction) && fits(spec.podSelector, own.labels),
  );
  if (holding.length === 0) return true;
  return holding.some(({ spec }) =>
    rulesOf(spec, direction).some((rule) => {
      const peers = peersOf(rule, direction);
      const open = rule.ports === undefined || rule.ports.length === 0 || port === undefined;
      const sameNamespace = own.namespace === other.namespace;
      return (
        (open || rule.ports?.some((entry) => entry.port === port)) &&
        (peers.length === 0 || peers.some((peer) => isPeer(peer, other, sameNamespace, fits)))
      );
    }),
  );
}

function isPeer({ ipBlock, namespaceSelector, podSelector }: Peer, other: Pods, sameNamespace: boolean, fits: Fits): boolean {
  if (ipBlock) return false;
  const inNamespace = namespaceSelector ? selects(namespaceSelector, namespaceLabels(other.namespace)) : sameNamespace;
  return inNamespace && fits(podSelector ?? {}, other.labels);
}

/** The label that Kubernetes itself gives every namespace, by which all of ours are chosen. */
export const namespaceLabels = (namespace: string): Labels => ({ 'kubernetes.io/metadata.name': namespace });
