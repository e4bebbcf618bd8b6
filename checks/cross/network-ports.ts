import { solverLabels, solverPort } from '../../charts-src/guardrails/environment-flows';
import { type CrossCheck, finder } from '../context';
import type { Finding } from '../finding';
import { matches } from '../pods';
import { hasPort } from './services';

const find = finder('network-ports');

interface PolicySpec {
  readonly podSelector: { readonly matchLabels?: Readonly<Record<string, string>> };
  readonly ingress?: readonly { readonly ports?: readonly { readonly port?: number | string }[] }[];
}

/** In environments, every NetworkPolicy holds for a pod, and every port that it opens is one that the pod listens on. */
export const networkPorts: CrossCheck = ({ cluster, objects, pods }) => {
  const environments = new Set(cluster.environments.filter(({ spec }) => !spec.retired).map(({ name }) => name));
  return objects.flatMap(({ object, file }): Finding[] => {
    const namespace = object.metadata.namespace ?? '';
    if (object.kind !== 'NetworkPolicy' || !environments.has(namespace)) return [];
    const { podSelector, ingress } = object.spec as PolicySpec;
    const labels = podSelector.matchLabels;
    if (!labels) return [];
    const ports = (ingress ?? []).flatMap((rule) => rule.ports ?? []).flatMap(({ port }) => port ?? []);
    // cert-manager makes the solver's pods when a certificate is due; they are in no unit.
    if (matches(solverLabels, labels) && Object.keys(labels).length > 0)
      return ports.every((port) => port === solverPort)
        ? []
        : [find('error', file, `opens ${ports.join(', ')} of the ACME solver, which listens on ${solverPort}`, 'mend the port')];
    const selected = pods.filter((pod) => pod.namespace === namespace && matches(pod.labels, labels));
    if (selected.length === 0) return [find('error', file, 'holds for no pod', 'remove the flow, or mend its labels')];
    return ports
      .filter((port) => !selected.some((pod) => hasPort(pod, port)))
      .map((port) => find('error', file, `opens port ${port}, which no selected pod has`, 'mend the port'));
  });
};
