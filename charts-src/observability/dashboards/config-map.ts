import type { Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import { dashboardLabel, observabilityNamespace } from '../manifest';
import { type Dashboard, grafanaDashboard } from './builder';

/** The ConfigMap that Grafana's sidecar loads a dashboard from. */
export function dashboardConfigMap(chart: Chart, dashboard: Dashboard): void {
  const name = `dashboard-${dashboard.uid}`;
  new k8s.KubeConfigMap(chart, name, {
    metadata: { name, namespace: observabilityNamespace, labels: { [dashboardLabel.name]: dashboardLabel.value } },
    data: { [`${dashboard.uid}.json`]: `${JSON.stringify(grafanaDashboard(dashboard), null, 2)}\n` },
  });
}
