import type { Cluster } from '../../inventory/model';
import { dashboardLabel, monitored } from '../../observability/manifest';
import type { Values } from '../component';
import { resources } from '../resources';
import { grafanaAdmin, observability } from '../secrets';
import { image, readsTheApi, releaseName, restrictedContainer, sizes } from './parts';

const [[label, labelValue] = ['', '']] = Object.entries(dashboardLabel);
const account = `${releaseName}-grafana`;
const scratch = { name: 'scratch', mountPath: '/tmp' } as const;

/**
 * Grafana without a volume: dashboards and sources are code, so nothing made by hand outlives a restart. It has no Ingress: people
 * reach it by `kubectl port-forward`, which their role in the cluster grants.
 */
export const grafanaValues = (cluster: Cluster): Values => ({
  enabled: true,
  image: image(cluster, 'grafana'),
  admin: { existingSecret: grafanaAdmin.name, userKey: grafanaAdmin.user, passwordKey: grafanaAdmin.password },
  defaultDashboardsEditable: false,
  persistence: { enabled: false },
  initChownData: { enabled: false },
  testFramework: { enabled: false },
  ingress: { enabled: false },
  plugins: [],
  serviceMonitor: { enabled: true, labels: monitored },
  // The chart's role reads every Secret of the namespace; ours, below, does not.
  rbac: { create: false },
  serviceAccount: { create: true, name: account, autoMount: false },
  automountServiceAccountToken: true,
  podAnnotations: readsTheApi('the sidecar finds the ConfigMaps that hold dashboards'),
  securityContext: {
    runAsNonRoot: true,
    runAsUser: 472,
    runAsGroup: 472,
    fsGroup: 472,
    seccompProfile: { type: 'RuntimeDefault' },
  },
  containerSecurityContext: restrictedContainer,
  extraEmptyDirMounts: [scratch],
  resources: resources(sizes.grafana),
  revisionHistoryLimit: 3,
  sidecar: sidecar(cluster),
  datasources: { 'datasources.yaml': { apiVersion: 1, datasources } },
  'grafana.ini': settings,
});

const sidecar = (cluster: Cluster): Values => ({
  image: image(cluster, 'k8s-sidecar'),
  securityContext: restrictedContainer,
  resources: resources(sizes.dashboardSidecar),
  dashboards: {
    enabled: true,
    label,
    labelValue,
    searchNamespace: observability,
    resource: 'configmap',
    extraMounts: [scratch],
    provider: { allowUiUpdates: false },
  },
  // Two sources that never change need no second sidecar.
  datasources: { enabled: false },
});

const datasources = [
  {
    name: 'Prometheus',
    uid: 'prometheus',
    type: 'prometheus',
    access: 'proxy',
    url: `http://${releaseName}-prometheus.${observability}:9090`,
    isDefault: true,
    editable: false,
    jsonData: { httpMethod: 'POST', timeInterval: '30s' },
  },
  {
    name: 'Alertmanager',
    uid: 'alertmanager',
    type: 'alertmanager',
    access: 'proxy',
    url: `http://${releaseName}-alertmanager.${observability}:9093`,
    editable: false,
    jsonData: { implementation: 'prometheus', handleGrafanaManagedAlerts: false },
  },
];

/** Nobody without a password, and no word to the outside: its egress is denied, and it is not to wait for it. */
const settings: Values = {
  analytics: {
    check_for_updates: false,
    check_for_plugin_updates: false,
    reporting_enabled: false,
    feedback_links_enabled: false,
  },
  'auth.anonymous': { enabled: false },
  log: { mode: 'console' },
  news: { news_feed_enabled: false },
  plugins: { plugin_admin_enabled: false, preinstall_disabled: true, public_key_retrieval_disabled: true },
  security: { disable_gravatar: true, content_security_policy: true },
  snapshots: { enabled: false, external_enabled: false },
  unified_alerting: { enabled: false },
  users: { allow_sign_up: false, allow_org_create: false },
};

/** What the sidecar may: read the ConfigMaps of its own namespace. */
export const grafanaAccess: readonly Values[] = [
  {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'Role',
    metadata: { name: account, namespace: observability },
    rules: [{ apiGroups: [''], resources: ['configmaps'], verbs: ['get', 'list', 'watch'] }],
  },
  {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'RoleBinding',
    metadata: { name: account, namespace: observability },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name: account },
    subjects: [{ kind: 'ServiceAccount', name: account, namespace: observability }],
  },
];
