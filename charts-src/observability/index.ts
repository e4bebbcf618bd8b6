import { ApiObject, type Chart } from 'cdk8s';
import { type AlertFile, prometheusRule, type RunbookSource } from './alerts';
import { dashboardConfigMap } from './dashboards/config-map';
import { dashboardsFor } from './dashboards/registry';
import type { Manifest } from './manifest';
import { type IngressController, type MonitoredWorkload, platformMonitors, workloadMonitor } from './monitors';

export { dashboardQueries } from './dashboards/registry';
export { type ExpectedSuccess, expectedSuccessAnnotations } from './expected-success';
export type { IngressController } from './monitors';
export { stackValues } from './stack-values';

export interface ObservabilityInput extends RunbookSource {
  readonly ingress: IngressController;
  /** The cluster stores its volumes in Longhorn. */
  readonly longhorn: boolean;
  readonly alerts: readonly AlertFile[];
}

/** Rules, monitors and dashboards of the platform. Everything lies in the namespace observability. */
export function observabilityObjects(chart: Chart, input: ObservabilityInput): void {
  const alerts = input.alerts.filter(({ topic }) => input.longhorn || topic !== 'longhorn');
  for (const file of alerts) add(chart, prometheusRule(file, input));
  for (const monitor of platformMonitors(input)) add(chart, monitor);
  for (const dashboard of dashboardsFor(input)) dashboardConfigMap(chart, dashboard);
}

/** Monitors of an environment's workloads, in its namespace. */
export function workloadMonitors(chart: Chart, workloads: readonly MonitoredWorkload[]): void {
  for (const workload of workloads) add(chart, workloadMonitor(workload));
}

function add(chart: Chart, manifest: Manifest): void {
  new ApiObject(chart, `${manifest.kind}-${manifest.metadata.name}`, manifest);
}
