import { declaredFlows, prometheusLabels } from '../../guardrails/environment-flows';
import type { Flow, Peer } from '../../guardrails/network-policy';
import { fluxNamespace } from '../../guardrails/unit-names';
import type { Environment } from '../../inventory/model';
import type { ClusterSpec } from '../../inventory/schema/cluster';
import { egress, ingress } from '../flows';
import { traefikPorts } from '../traefik';
import { releaseName } from './parts';

/** Labels of the pods, as the chart and its operator set them. */
export const pods = {
  prometheus: prometheusLabels,
  alertmanager: { 'app.kubernetes.io/name': 'alertmanager' },
  operator: { app: `${releaseName}-operator` },
  grafana: { 'app.kubernetes.io/name': 'grafana' },
  kubeStateMetrics: { 'app.kubernetes.io/name': 'kube-state-metrics' },
} as const;

/** Ports that pods of the namespace listen on; config-reloader, operator and kube-state-metrics share 8080. */
export const ports = { grafana: 3000, http: 8080, kubeStateMetricsReady: 8081, prometheus: 9090, alertmanager: 9093 } as const;

/** Ports on the node that serve metrics. */
const nodePorts = { kubelet: 10250, nodeExporter: 9100, ingressNginx: 10254 } as const;

/** Metrics of components in namespaces of their own. */
const componentTargets = [
  { component: 'flux', namespace: fluxNamespace, port: 8080 },
  { component: 'cert-manager', namespace: 'cert-manager', port: 9402 },
  { component: 'kyverno', namespace: 'kyverno', port: 8000 },
  { component: 'longhorn', namespace: 'longhorn-system', port: 9500 },
] as const satisfies readonly { component: keyof ClusterSpec['platform']; namespace: string; port: number }[];

/**
 * Flows of the namespace observability. Grafana has none from outside: `kubectl port-forward` comes through the kubelet into the
 * pod's own network, where no policy is asked.
 */
export function observabilityFlows(spec: ClusterSpec, environments: readonly Environment[] = []): Flow[] {
  return [
    egress('dns', { kind: 'dns' }),
    ...(['prometheus', 'operator', 'grafana', 'kubeStateMetrics'] as const).map((part) =>
      egress(`${kebab(part)}-to-apiserver`, { kind: 'apiserver' }, [], pods[part]),
    ),
    ingress('probes', { kind: 'node' }, [...new Set(Object.values(ports))]),
    ...inside,
    ...scrapes(spec, environments),
    egress('alertmanager-to-internet', { kind: 'internet' }, outside(spec), pods.alertmanager),
  ];
}

const peer = (labels: Readonly<Record<string, string>>): Peer => ({ kind: 'pods', labels });
const everyPort = [...new Set(Object.values(ports))];

/** Prometheus scrapes every pod beside it and alerts Alertmanager; Grafana asks both. */
const inside: readonly Flow[] = [
  egress('prometheus-to-observability', peer({}), everyPort, pods.prometheus),
  ingress('prometheus-to-observability', peer(pods.prometheus), everyPort),
  egress('grafana-to-prometheus', peer(pods.prometheus), [ports.prometheus], pods.grafana),
  ingress('grafana-to-prometheus', peer(pods.grafana), [ports.prometheus], pods.prometheus),
  egress('grafana-to-alertmanager', peer(pods.alertmanager), [ports.alertmanager], pods.grafana),
  ingress('grafana-to-alertmanager', peer(pods.grafana), [ports.alertmanager], pods.alertmanager),
];

/** What Prometheus fetches from: the node, CoreDNS, the platform's components, and workloads that say they have metrics. */
function scrapes(spec: ClusterSpec, environments: readonly Environment[]): Flow[] {
  const from = (name: string, to: Peer, numbers: readonly number[]) => egress(`prometheus-to-${name}`, to, numbers, pods.prometheus);
  const ingressPort = spec.ingress === 'nginx' ? nodePorts.ingressNginx : traefikPorts.metrics;
  return [
    from('node', { kind: 'node' }, [nodePorts.kubelet, nodePorts.nodeExporter, ingressPort]),
    from('coredns', { kind: 'namespace', namespace: 'kube-system', labels: { 'k8s-app': 'kube-dns' } }, [9153]),
    ...componentTargets
      .filter(({ component }) => spec.platform[component] !== undefined)
      .map(({ component, namespace, port }) => from(component, { kind: 'namespace', namespace }, [port])),
    ...environments.flatMap((environment) => {
      const numbers = scraped(environment);
      return numbers.length === 0 ? [] : [from(environment.name, { kind: 'namespace', namespace: environment.name }, numbers)];
    }),
  ];
}

/** Ports of an environment that its workloads open to Prometheus, sorted. */
function scraped(environment: Environment): number[] {
  const numbers = declaredFlows(environment).flatMap(({ from, ports: open }) => (from === 'prometheus' ? open : []));
  return [...new Set(numbers)].sort((a, b) => a - b);
}

/** Mail by the port of its server; Slack and the dead man's switch by HTTPS. */
function outside({ alerting }: ClusterSpec): number[] {
  const smtp = Number(alerting.email.smarthost.split(':')[1]);
  return alerting.slackChannel !== undefined || alerting.deadMansSwitch ? [443, smtp] : [smtp];
}

const kebab = (name: string): string => name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
