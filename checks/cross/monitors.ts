import { prometheusLabels } from '../../charts-src/guardrails/environment-flows';
import { observability } from '../../charts-src/platform/secrets';
import { type ClusterContext, type CrossCheck, finder } from '../context';
import type { Finding } from '../finding';
import { connects, policiesOf } from '../network';
import { type LabelSelector, matches, type PodTemplate, portsOf, selects } from '../pods';
import type { ServiceSpec } from './services';

const find = finder('monitors');

interface MonitorSpec {
  readonly selector: LabelSelector;
  readonly namespaceSelector?: { readonly matchNames?: readonly string[] };
  readonly endpoints?: readonly { readonly port?: string }[];
  readonly podMetricsEndpoints?: readonly { readonly port?: string }[];
}
/** A port of a pod that Prometheus is to fetch. */
interface Target {
  readonly pod: PodTemplate;
  readonly port: number;
}

/** Every monitor finds a port of pods that Prometheus may reach. Pods that a chart makes are in no file: nothing is said of them. */
export const monitors: CrossCheck = (context) => {
  const policies = policiesOf(context);
  const prometheus = { namespace: observability, labels: prometheusLabels };
  return context.objects.flatMap(({ object, file }): Finding[] => {
    if (object.kind !== 'ServiceMonitor' && object.kind !== 'PodMonitor') return [];
    const spec = object.spec as MonitorSpec;
    const own = object.metadata.namespace ?? '';
    const ports = (spec.endpoints ?? spec.podMetricsEndpoints ?? []).map(({ port = '' }) => port);
    return (spec.namespaceSelector?.matchNames ?? [own])
      .filter((namespace) => context.pods.some((pod) => pod.namespace === namespace))
      .flatMap((namespace) => {
        const found = object.kind === 'PodMonitor' ? ofPods : ofServices;
        return ports.flatMap((port) => {
          const targets = found(context, namespace, spec.selector, port);
          if (targets.length === 0)
            return [find('error', file, `finds no port ${port} in ${namespace}`, 'mend its selector, or the name of the port')];
          return targets
            .filter(({ pod, port: number }) => !connects(policies, prometheus, { namespace, labels: pod.labels }, number))
            .map(({ pod, port: number }) =>
              find(
                'error',
                file,
                `needs port ${number} of ${namespace}/${pod.object.metadata.name}, which no policy lets Prometheus reach`,
                'declare the flow from prometheus',
              ),
            );
        });
      });
  });
};

function ofPods({ pods }: ClusterContext, namespace: string, selector: LabelSelector, port: string): Target[] {
  return pods.filter((pod) => pod.namespace === namespace && selects(selector, pod.labels)).flatMap((pod) => numbered(pod, port));
}

function ofServices({ objects, pods }: ClusterContext, namespace: string, selector: LabelSelector, port: string): Target[] {
  return objects.flatMap(({ object }) => {
    const { kind, metadata } = object;
    if (kind !== 'Service' || metadata.namespace !== namespace || !selects(selector, metadata.labels ?? {})) return [];
    const service = object.spec as ServiceSpec;
    const target = service.ports?.find(({ name }) => name === port);
    if (!target || !service.selector) return [];
    const chosen = service.selector;
    return pods
      .filter((pod) => pod.namespace === namespace && matches(pod.labels, chosen))
      .flatMap((pod) => numbered(pod, target.targetPort ?? target.port));
  });
}

/** The container ports of a name or number. */
const numbered = (pod: PodTemplate, wanted: number | string): Target[] =>
  portsOf(pod.spec, wanted).map(({ containerPort }) => ({ pod, port: containerPort }));
