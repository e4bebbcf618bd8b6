/** The module that carries Kubernetes' own OpenAPI. */
export const kubernetesModule = 'k8s.io/kubernetes';
export const openApiFile = 'api/openapi-spec/swagger.json';
/** Generated Go that holds the enumerations, which the published OpenAPI leaves out. */
export const enumFile = 'pkg/generated/openapi/zz_generated.openapi.go';

/** Built-in kinds that the platform renders; `group/version Kind`, the core group without a slash. */
export const builtInKinds = [
  'v1 ConfigMap',
  'v1 LimitRange',
  'v1 Namespace',
  'v1 PersistentVolume',
  'v1 PersistentVolumeClaim',
  'v1 Pod',
  'v1 ResourceQuota',
  'v1 Secret',
  'v1 Service',
  'v1 ServiceAccount',
  'admissionregistration.k8s.io/v1 MutatingWebhookConfiguration',
  'admissionregistration.k8s.io/v1 ValidatingWebhookConfiguration',
  'apiextensions.k8s.io/v1 CustomResourceDefinition',
  'apps/v1 DaemonSet',
  'apps/v1 Deployment',
  'apps/v1 ReplicaSet',
  'apps/v1 StatefulSet',
  'autoscaling/v2 HorizontalPodAutoscaler',
  'batch/v1 CronJob',
  'batch/v1 Job',
  'networking.k8s.io/v1 Ingress',
  'networking.k8s.io/v1 IngressClass',
  'networking.k8s.io/v1 NetworkPolicy',
  'policy/v1 PodDisruptionBudget',
  'rbac.authorization.k8s.io/v1 ClusterRole',
  'rbac.authorization.k8s.io/v1 ClusterRoleBinding',
  'rbac.authorization.k8s.io/v1 Role',
  'rbac.authorization.k8s.io/v1 RoleBinding',
  'scheduling.k8s.io/v1 PriorityClass',
  'storage.k8s.io/v1 StorageClass',
] as const;

export interface CrdSource {
  readonly module: string;
  /** Folder or file in the module. */
  readonly path: string;
  /** Plural names of the kinds taken; `all`: every CRD found. */
  readonly plurals: readonly string[] | 'all';
  /** The definitions themselves are kept too, to be installed. */
  readonly install?: boolean;
}

const flux = (controller: string): CrdSource => ({
  module: `github.com/fluxcd/${controller}-controller`,
  path: 'config/crd/bases',
  plurals: 'all',
  install: true,
});

export const crdSources: readonly CrdSource[] = [
  flux('source'),
  flux('kustomize'),
  flux('helm'),
  flux('notification'),
  {
    module: 'github.com/kyverno/kyverno',
    path: 'config/crds/policies.kyverno.io',
    plurals: ['validatingpolicies', 'namespacedvalidatingpolicies', 'policyexceptions'],
  },
  { module: 'github.com/cert-manager/cert-manager', path: 'deploy/crds', plurals: ['certificates', 'clusterissuers', 'issuers'] },
  {
    module: 'github.com/prometheus-operator/prometheus-operator',
    path: 'example/prometheus-operator-crd',
    plurals: ['podmonitors', 'probes', 'prometheusrules', 'servicemonitors'],
  },
  { module: 'github.com/longhorn/longhorn-manager', path: 'k8s/crds.yaml', plurals: ['backuptargets', 'recurringjobs', 'settings'] },
];
