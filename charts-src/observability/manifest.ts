/** A custom resource before it is added to a chart. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace: string; readonly labels: Readonly<Record<string, string>> };
  readonly spec: unknown;
}

export const observabilityNamespace = 'observability';

/** The label by which Prometheus finds monitors and rules. */
export const monitored = { 'platform.o4g/monitored': 'true' } as const;

/** The label by which Grafana's sidecar finds dashboards. */
export const dashboardLabel = { name: 'platform.o4g/dashboard', value: 'true' } as const;
