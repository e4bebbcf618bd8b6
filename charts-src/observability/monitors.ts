import { type Manifest, monitored, observabilityNamespace } from './manifest';

export type IngressController = 'nginx' | 'traefik';

interface ServiceTarget {
  readonly name: string;
  /** Namespace of the Service. */
  readonly namespace: string;
  /** Namespace of the monitor itself; default: observability. */
  readonly monitorNamespace?: string;
  readonly labels: Readonly<Record<string, string>>;
  /** Name of the port that serves metrics. */
  readonly port: string;
  /** HTTP path; default: /metrics. */
  readonly path?: string;
  /** Label of the Service whose value becomes the label `job`. */
  readonly jobLabel: string;
  /** Metrics that name an object's own namespace keep it. */
  readonly honorLabels?: boolean;
  /** Regular expression of metrics that nothing here reads. */
  readonly drop?: string;
}

const scrape = { interval: '30s', scrapeTimeout: '10s' } as const;

const ingressTargets = {
  nginx: {
    name: 'ingress-nginx',
    namespace: 'ingress-nginx',
    labels: { 'app.kubernetes.io/component': 'controller', 'app.kubernetes.io/name': 'ingress-nginx' },
    port: 'metrics',
    jobLabel: 'app.kubernetes.io/name',
    honorLabels: true,
    // Histograms by host, path, method and status: most of what the controller exports.
    drop: 'nginx_ingress_controller_((connect|header|response)_duration_seconds|(request|response)_size|bytes_sent)_bucket',
  },
  traefik: {
    name: 'traefik',
    namespace: 'traefik',
    labels: { 'app.kubernetes.io/component': 'metrics', 'app.kubernetes.io/name': 'traefik' },
    port: 'metrics',
    jobLabel: 'app.kubernetes.io/name',
    honorLabels: true,
  },
} as const satisfies Record<IngressController, ServiceTarget>;

const certManager: ServiceTarget = {
  name: 'cert-manager',
  namespace: 'cert-manager',
  labels: { 'app.kubernetes.io/component': 'controller', 'app.kubernetes.io/name': 'cert-manager' },
  port: 'http-metrics',
  jobLabel: 'app.kubernetes.io/name',
  honorLabels: true,
};

/** All of Kyverno's controllers, each with a Service of its own. */
const kyverno: ServiceTarget = {
  name: 'kyverno',
  namespace: 'kyverno',
  labels: { 'app.kubernetes.io/part-of': 'kyverno' },
  port: 'metrics-port',
  jobLabel: 'app.kubernetes.io/part-of',
};

const longhorn: ServiceTarget = {
  name: 'longhorn',
  namespace: 'longhorn-system',
  labels: { app: 'longhorn-manager' },
  port: 'manager',
  jobLabel: 'app',
};

/** Monitors of the platform's components, sorted by name. */
export function platformMonitors(input: { readonly ingress: IngressController; readonly longhorn: boolean }): Manifest[] {
  const targets = [certManager, kyverno, ingressTargets[input.ingress], ...(input.longhorn ? [longhorn] : [])];
  return [...targets.map(serviceMonitor), fluxMonitor()].sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
}

/** A workload of an environment that serves metrics. */
export interface MonitoredWorkload {
  readonly namespace: string;
  readonly workload: string;
  /** Workload kind, for example `mysql`. */
  readonly kind: string;
  /** Name of the Service port that serves metrics. */
  readonly port: string;
  /** HTTP path; default: /metrics. */
  readonly path?: string;
}

/** Monitor of one workload, in its own namespace. The label `service` of its metrics is the name of the workload. */
export function workloadMonitor({ namespace, workload, kind, port, path }: MonitoredWorkload): Manifest {
  return serviceMonitor({
    name: workload,
    namespace,
    monitorNamespace: namespace,
    labels: { 'app.kubernetes.io/instance': workload, 'app.kubernetes.io/name': kind },
    port,
    ...(path === undefined ? {} : { path }),
    jobLabel: 'app.kubernetes.io/name',
  });
}

function serviceMonitor({ name, namespace, monitorNamespace, labels, port, path, jobLabel, honorLabels, drop }: ServiceTarget): Manifest {
  return {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'ServiceMonitor',
    metadata: { name, namespace: monitorNamespace ?? observabilityNamespace, labels: monitored },
    spec: {
      endpoints: [
        {
          port,
          ...(path === undefined ? {} : { path }),
          ...scrape,
          ...(honorLabels ? { honorLabels } : {}),
          ...(drop === undefined ? {} : { metricRelabelings: [{ action: 'drop', regex: drop, sourceLabels: ['__name__'] }] }),
        },
      ],
      jobLabel,
      namespaceSelector: { matchNames: [namespace] },
      selector: { matchLabels: labels },
    },
  };
}

/** Flux's controllers have no Service for their metrics. */
function fluxMonitor(): Manifest {
  return {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PodMonitor',
    metadata: { name: 'flux', namespace: observabilityNamespace, labels: monitored },
    spec: {
      jobLabel: 'app.kubernetes.io/component',
      namespaceSelector: { matchNames: ['flux-system'] },
      podMetricsEndpoints: [{ port: 'http-prom', ...scrape, honorLabels: true }],
      selector: { matchLabels: { 'app.kubernetes.io/part-of': 'flux' } },
    },
  };
}
