import { solverLabels, solverPort } from '../../charts-src/guardrails/environment-flows';
import { type CrossCheck, finder } from '../context';
import type { Finding } from '../finding';
import { policiesOf } from '../network';
import { matches, portsOf, selects } from '../pods';

const find = finder('network-ports');

/**
 * Where the tree holds the pods of a namespace, every NetworkPolicy holds for one of them, and every port that it opens is one
 * that such a pod listens on. Pods that a chart makes are in no file: of them `flow-ends` says that both ends agree.
 */
export const networkPorts: CrossCheck = (context) => {
  const { cluster, pods } = context;
  const retired = new Set(cluster.environments.filter(({ spec }) => spec.retired).map(({ name }) => name));
  const known = new Set([...cluster.environments.map(({ name }) => name), ...pods.map(({ namespace }) => namespace)]);
  return policiesOf(context).flatMap(({ file, namespace, spec: { podSelector, ingress } }): Finding[] => {
    const labels = podSelector.matchLabels ?? {};
    if (!known.has(namespace) || retired.has(namespace)) return [];
    const ports = (ingress ?? []).flatMap((rule) => rule.ports ?? []).flatMap(({ port }) => port ?? []);
    // cert-manager makes the solver's pods when a certificate is due; they are in no unit.
    if (matches(solverLabels, labels) && Object.keys(labels).length > 0)
      return ports.every((port) => port === solverPort)
        ? []
        : [find('error', file, `opens ${ports.join(', ')} of the ACME solver, which listens on ${solverPort}`, 'mend the port')];
    const selected = pods.filter((pod) => pod.namespace === namespace && selects(podSelector, pod.labels));
    // A namespace may have no pod yet, and denies everything all the same.
    if (selected.length === 0 && Object.keys(labels).length > 0)
      return [find('error', file, 'holds for no pod', 'remove the flow, or mend its labels')];
    return ports
      .filter((port) => !selected.some(({ spec }) => portsOf(spec, port).length > 0))
      .map((port) => find('error', file, `opens port ${port}, which no selected pod has`, 'mend the port'));
  });
};
