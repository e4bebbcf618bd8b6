import { unitName } from '../../guardrails/unit-names';
import { withDefaults } from '../../inventory/defaults';
import { observabilityObjects, stackValues } from '../../observability';
import { monitored } from '../../observability/manifest';
import type { Component, Values } from '../component';
import { observability } from '../secrets';
import { alertmanagerValues } from './alertmanager';
import { nodeAgentsBudget, observabilityBudget } from './budget';
import { kubeStateMetricsValues, nodeAgents, nodeExporterValues } from './exporters';
import { observabilityFlows } from './flows';
import { grafanaAccess, grafanaValues } from './grafana';
import { keepsVolumes, releaseName } from './parts';
import { prometheusOperatorValues, prometheusValues } from './prometheus';

/** K3s runs these inside its own process: there is nothing to scrape, and alerts on their absence would ring for ever. */
const notOnK3s = {
  kubeControllerManager: { enabled: false },
  kubeEtcd: { enabled: false },
  kubeProxy: { enabled: false },
  kubeScheduler: { enabled: false },
};
const rulesNotOnK3s = {
  etcd: false,
  kubeControllerManager: false,
  kubeProxy: false,
  kubeSchedulerAlerting: false,
  kubeSchedulerRecording: false,
  windows: false,
};

/** Prometheus, Alertmanager, Grafana, and the exporters of cluster and node. Alerts and dashboards come from charts-src/observability. */
export const kubePrometheusStack: Component = {
  name: releaseName,
  namespaces: [
    {
      name: observability,
      podSecurity: 'restricted',
      labels: { environment: observability },
      flows: observabilityFlows,
      budget: observabilityBudget,
    },
    {
      name: nodeAgents,
      podSecurity: 'privileged',
      reason: "node-exporter measures the node: it shares the node's network and processes and mounts its root read-only.",
      // NetworkPolicies do not hold for pods on the host network; whatever else is started here may talk to nobody.
      flows: () => [],
      budget: nodeAgentsBudget,
    },
  ],
  images: [
    'prometheus',
    'alertmanager',
    'prometheus-operator',
    'prometheus-config-reloader',
    'grafana',
    'k8s-sidecar',
    'kube-state-metrics',
    'node-exporter',
  ],
  values: (cluster) =>
    withDefaults(
      {
        // The chart's own monitors and rules are found by the same label as ours.
        commonLabels: monitored,
        defaultRules: { create: true, rules: rulesNotOnK3s },
        alertmanager: alertmanagerValues(cluster),
        grafana: grafanaValues(cluster),
        prometheus: prometheusValues(cluster),
        prometheusOperator: prometheusOperatorValues(cluster),
        'kube-state-metrics': kubeStateMetricsValues(cluster),
        'prometheus-node-exporter': nodeExporterValues(cluster),
        coreDns: { enabled: true },
        kubeApiServer: { enabled: true },
        kubelet: { enabled: true },
        ...notOnK3s,
        extraManifests: grafanaAccess,
      },
      stackValues(),
    ) as Values,
  dependsOn: (cluster) => [unitName.secrets(observability), ...(keepsVolumes(cluster) ? ['platform/longhorn-config'] : [])],
  config: {
    objects: (chart, { spec }, alerts) =>
      observabilityObjects(chart, {
        ingress: spec.ingress,
        longhorn: spec.storage.provider === 'longhorn',
        gitUrl: spec.git.url,
        branch: spec.git.branch,
        alerts,
      }),
  },
};
