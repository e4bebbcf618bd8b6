import { unitName } from '../guardrails/unit-names';
import type { Cluster } from '../inventory/model';
import type { ClusterSpec } from '../inventory/schema/cluster';
import type { SecretNeed } from '../inventory/workload-model';
import type { Unit } from '../unit';

/** Namespace of Prometheus, Alertmanager and Grafana. */
export const observability = 'observability';

/** Names and keys of the Secrets that the monitoring reads. */
export const grafanaAdmin = { name: 'grafana-admin', user: 'admin-user', password: 'admin-password' } as const;
export const alertmanagerSecrets = {
  name: 'alertmanager-secrets',
  slack: 'slack-webhook-url',
  smtpPassword: 'smtp-password',
  deadMansSwitch: 'dead-mans-switch-url',
} as const;

/** Secrets that the components of a cluster read, by namespace. */
export function platformSecrets(spec: ClusterSpec): { readonly namespace: string; readonly need: SecretNeed }[] {
  if (spec.platform['kube-prometheus-stack'] === undefined) return [];
  const { slack, smtpPassword, deadMansSwitch } = alertmanagerSecrets;
  const keys = [
    ...(spec.alerting.slackChannel === undefined ? [] : [slack]),
    smtpPassword,
    ...(spec.alerting.deadMansSwitch ? [deadMansSwitch] : []),
  ];
  return [
    { namespace: observability, need: { name: grafanaAdmin.name, keys: [grafanaAdmin.user, grafanaAdmin.password], origin: 'random' } },
    { namespace: observability, need: { name: alertmanagerSecrets.name, keys, origin: 'provided' } },
  ];
}

/** Encrypted Secrets of components: a unit a namespace. */
export function secretsUnits(cluster: Cluster): Unit[] {
  const namespaces = [...new Set(platformSecrets(cluster.spec).map(({ namespace }) => namespace))].sort();
  return namespaces.map((namespace) => ({
    name: unitName.secrets(namespace),
    sources: [`clusters/${cluster.name}/secrets/${namespace}/`],
    dependsOn: ['namespaces'],
    namespace,
    sync: { timeout: '2m', decrypt: true, path: `clusters/${cluster.name}/secrets/${namespace}` },
  }));
}
