/** Objects that the API server takes, for tests to break in one place each. */

const meta = (name: string, namespace = 'prod') => ({ name, namespace });
const podSpec = {
  serviceAccountName: 'xwiki',
  containers: [
    {
      name: 'xwiki',
      image: `registry.example/xwiki:17.3.0@sha256:${'0'.repeat(64)}`,
      ports: [{ name: 'http', containerPort: 8080, protocol: 'TCP' }],
      readinessProbe: { httpGet: { path: '/xwiki/', port: 'http' } },
      resources: { requests: { cpu: '500m', memory: '1.5Gi' }, limits: { cpu: 2, memory: '2e9' } },
      env: [{ name: 'DB_HOST', value: 'mysql' }],
    },
  ],
  volumes: [{ name: 'tmp', emptyDir: { sizeLimit: '100Mi' } }],
};
const template = { metadata: { labels: { app: 'xwiki' } }, spec: podSpec };

export const valid = {
  namespace: { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'prod', labels: { environment: 'prod' } } },
  configMap: { apiVersion: 'v1', kind: 'ConfigMap', metadata: meta('my.cnf'), data: { 'my.cnf': '[mysqld]' } },
  secret: { apiVersion: 'v1', kind: 'Secret', metadata: meta('mysql'), data: { password: 'c2VjcmV0' } },
  service: {
    apiVersion: 'v1',
    kind: 'Service',
    metadata: meta('xwiki'),
    spec: { type: 'ClusterIP', selector: { app: 'xwiki' }, ports: [{ port: 80, targetPort: 'http' }] },
  },
  claim: {
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: meta('xwiki-data'),
    spec: { accessModes: ['ReadWriteOnce'], resources: { requests: { storage: '20Gi' } } },
  },
  deployment: {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    metadata: meta('xwiki'),
    spec: { replicas: 1, selector: { matchLabels: { app: 'xwiki' } }, template },
  },
  statefulSet: {
    apiVersion: 'apps/v1',
    kind: 'StatefulSet',
    metadata: meta('mysql'),
    spec: { serviceName: 'mysql', selector: { matchLabels: { app: 'xwiki' } }, template },
  },
  cronJob: {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: meta('backup'),
    spec: {
      schedule: '0 2 * * *',
      concurrencyPolicy: 'Forbid',
      jobTemplate: { spec: { template: { spec: { ...podSpec, restartPolicy: 'Never' } } } },
    },
  },
  networkPolicy: {
    apiVersion: 'networking.k8s.io/v1',
    kind: 'NetworkPolicy',
    metadata: meta('ingress'),
    spec: { podSelector: {}, policyTypes: ['Ingress'], ingress: [{ ports: [{ port: 'metrics', protocol: 'TCP' }] }] },
  },
  clusterRole: {
    apiVersion: 'rbac.authorization.k8s.io/v1',
    kind: 'ClusterRole',
    metadata: { name: 'platform:Viewer' },
    rules: [{ apiGroups: [''], resources: ['pods'], verbs: ['get'] }],
  },
  autoscaler: {
    apiVersion: 'autoscaling/v2',
    kind: 'HorizontalPodAutoscaler',
    metadata: meta('images'),
    spec: {
      scaleTargetRef: { apiVersion: 'apps/v1', kind: 'Deployment', name: 'images' },
      maxReplicas: 4,
      metrics: [{ type: 'Resource', resource: { name: 'cpu', target: { type: 'Utilization', averageUtilization: 70 } } }],
    },
  },
  helmRelease: {
    apiVersion: 'helm.toolkit.fluxcd.io/v2',
    kind: 'HelmRelease',
    metadata: meta('longhorn', 'flux-system'),
    spec: {
      interval: '10m',
      chart: { spec: { chart: 'longhorn', version: '1.12.1', sourceRef: { kind: 'HelmRepository', name: 'longhorn' } } },
      values: { anything: { goes: [1, 'x', null] } },
    },
  },
  kustomization: {
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: meta('environments-prod', 'flux-system'),
    spec: { interval: '10m', prune: true, path: './generated', sourceRef: { kind: 'GitRepository', name: 'platform' } },
  },
  policy: {
    apiVersion: 'policies.kyverno.io/v1',
    kind: 'ValidatingPolicy',
    metadata: { name: 'image-digest' },
    spec: {
      validationActions: ['Deny'],
      matchConstraints: { resourceRules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] }] },
      validations: [{ expression: 'true', message: 'fine' }],
    },
  },
  clusterIssuer: {
    apiVersion: 'cert-manager.io/v1',
    kind: 'ClusterIssuer',
    metadata: { name: 'letsencrypt' },
    spec: {
      acme: {
        server: 'https://acme.example/directory',
        privateKeySecretRef: { name: 'acme-key' },
        solvers: [{ http01: { ingress: { ingressClassName: 'nginx' } } }],
      },
    },
  },
  serviceMonitor: {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'ServiceMonitor',
    metadata: meta('mysql'),
    spec: { selector: { matchLabels: { app: 'mysql' } }, endpoints: [{ port: 'metrics', interval: '30s' }] },
  },
  rule: {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PrometheusRule',
    metadata: meta('mysql'),
    spec: { groups: [{ name: 'mysql', rules: [{ alert: 'MysqlDown', expr: 'mysql_up == 0', for: '5m' }] }] },
  },
  recurringJob: {
    apiVersion: 'longhorn.io/v1beta2',
    kind: 'RecurringJob',
    metadata: meta('daily', 'longhorn-system'),
    spec: { name: 'daily', task: 'snapshot', cron: '0 3 * * *', retain: 7, concurrency: 1, groups: ['default'] },
  },
} as const;
