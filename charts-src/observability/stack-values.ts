import { expectedSuccessAnnotation } from './expected-success';
import { fluxMetricsValues } from './flux-metrics';
import { dashboardLabel } from './manifest';

const workloadLabels = 'app.kubernetes.io/name,app.kubernetes.io/instance';

/** Alerts of the chart that say the same as one of ours, with other limits: one fault must not ring twice. */
export const replacedAlerts = [
  'KubeJobFailed',
  'KubeNodeNotReady',
  'KubePersistentVolumeFillingUp',
  'KubePersistentVolumeInodesFillingUp',
  'NodeFilesystemAlmostOutOfSpace',
  'NodeFilesystemSpaceFillingUp',
  'NodeMemoryHighUtilization',
] as const;

/** Values of kube-prometheus-stack without which the alerts and dashboards of this folder have no data. */
export function stackValues(): object {
  return {
    defaultRules: { disabled: Object.fromEntries(replacedAlerts.map((alert) => [alert, true])) },
    grafana: { sidecar: { dashboards: { label: dashboardLabel.name, labelValue: dashboardLabel.value } } },
    'kube-state-metrics': {
      ...fluxMetricsValues(),
      metricAnnotationsAllowList: [`cronjobs=[${expectedSuccessAnnotation}]`],
      metricLabelsAllowlist: [
        `deployments=[${workloadLabels}]`,
        'namespaces=[environment,platform.o4g/environment-kind]',
        `statefulsets=[${workloadLabels}]`,
      ],
      // With the labels of the target instead, `namespace` would be observability throughout.
      prometheus: { monitor: { http: { honorLabels: true } } },
    },
    kubelet: { serviceMonitor: { honorLabels: true } },
  };
}
