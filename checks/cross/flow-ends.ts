import { type ClusterContext, type CrossCheck, finder } from '../context';
import type { Finding } from '../finding';
import { type Direction, type Fits, lets, namespaceLabels, peersOf, policiesOf, rules, rulesOf } from '../network';
import { selects } from '../pods';

const find = finder('flow-ends');

/** Pods of charts are known by their selectors alone: two of them may mean one pod unless they contradict each other. */
const mayMeanOne: Fits = ({ matchLabels = {} }, labels) =>
  Object.entries(matchLabels).every(([key, value]) => labels[key] === undefined || labels[key] === value);

const words = {
  Egress: { opens: 'lets traffic out to', other: 'Ingress', closed: 'lets in' },
  Ingress: { opens: 'lets traffic in from', other: 'Egress', closed: 'lets out' },
} as const satisfies Record<Direction, { opens: string; other: Direction; closed: string }>;

/** A flow between pods is open at both ends: a policy that opens one alone permits nothing. */
export const flowEnds: CrossCheck = (context) => {
  const policies = policiesOf(context);
  return policies.flatMap(({ file, namespace, spec }): Finding[] =>
    (['Egress', 'Ingress'] as const)
      .filter((direction) => rules(spec, direction))
      .flatMap((direction) =>
        rulesOf(spec, direction).flatMap((rule) =>
          peersOf(rule, direction)
            .filter(({ ipBlock }) => ipBlock === undefined)
            .flatMap((peer) =>
              namespacesOf(context, peer.namespaceSelector, namespace).flatMap((other) => {
                const { opens, closed, other: back } = words[direction];
                const own = { namespace, labels: spec.podSelector.matchLabels ?? {} };
                const there = { namespace: other, labels: peer.podSelector?.matchLabels ?? {} };
                const shut = (rule.ports ?? [{ port: undefined }])
                  .map(({ port }) => port)
                  .filter((port) => !lets(policies, back, there, own, port, mayMeanOne));
                return shut.map((port) =>
                  find(
                    'error',
                    file,
                    `${opens} ${other}${port === undefined ? '' : ` on port ${port}`}, which no policy of ${other} ${closed}`,
                    'open the other end too, or remove the policy',
                  ),
                );
              }),
            ),
        ),
      ),
  );
};

/** Namespaces of the tree that a peer means; without a selector the policy's own. */
function namespacesOf({ objects }: ClusterContext, selector: Parameters<Fits>[0] | undefined, own: string): string[] {
  if (selector === undefined) return [own];
  return objects
    .filter(({ object }) => object.kind === 'Namespace')
    .filter(({ object }) => selects(selector, { ...object.metadata.labels, ...namespaceLabels(object.metadata.name) }))
    .map(({ object }) => object.metadata.name);
}
