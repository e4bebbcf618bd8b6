import type { Flow } from '../guardrails/network-policy';
import type { Cluster } from '../inventory/model';
import { type Component, imageParts, type Values } from './component';
import { controllerFlows, metricsFlow, webhookFlows } from './flows';
import { resources } from './resources';

const namespace = 'kyverno';
const ports = { webhook: 9443, metrics: 8000 } as const;
const admissionPods = { 'app.kubernetes.io/component': 'admission-controller' } as const;

/** Admission policies; what holds while it is down is in docs/adr/0003-kyverno-down.md. */
export const kyverno: Component = {
  name: 'kyverno',
  namespaces: [{ name: namespace, podSecurity: 'restricted', flows }],
  images: ['kyverno', 'kyverno-init', 'kyverno-reports-controller', 'kyverno-cli'],
  values: (cluster) => ({
    crds: { install: true, migration: { enabled: true, image: image(cluster, 'kyverno-cli') } },
    features,
    config,
    admissionController: {
      replicas: cluster.spec.nodes.length > 1 ? 3 : 1,
      container: {
        image: image(cluster, 'kyverno'),
        resources: resources({ cpu: 200, cpuLimit: 1000, memory: 320, memoryLimit: 512 }),
      },
      initContainer: {
        image: image(cluster, 'kyverno-init'),
        resources: resources({ cpu: 10, cpuLimit: 100, memory: 64, memoryLimit: 256 }),
      },
      webhookServer: { port: ports.webhook },
    },
    reportsController: {
      image: image(cluster, 'kyverno-reports-controller'),
      rbac: { clusterRole: { extraResources: reported } },
      resources: resources({ cpu: 100, memory: 192, memoryLimit: 384 }),
    },
    // No policy here generates, mutates what exists, or cleans up.
    backgroundController: { enabled: false },
    cleanupController: { enabled: false },
    // A hook with an image of its own, which would run only when Kyverno is removed; the ADR says what is done instead.
    webhooksCleanup: { enabled: false },
  }),
};

/** What policies name beside the kinds that the chart lets reports read; without it none of them ever becomes ready. */
const reported = [
  { apiGroups: [''], resources: ['podtemplates', 'pods/ephemeralcontainers', 'pods/resize'], verbs: ['get', 'list', 'watch'] },
];

const features: Values = {
  // Exceptions are compiled from the cluster's data into one namespace, where no environment may write.
  policyExceptions: { enabled: true, namespace },
  // One judge: copies of the policies in the API server would know no exceptions.
  generateValidatingAdmissionPolicy: { enabled: false },
  validatingAdmissionPolicyReports: { enabled: false },
  // Else every policy would let everything pass while Kyverno is down.
  forceFailurePolicyIgnore: { enabled: false },
  backgroundScan: { enabled: true, backgroundScanInterval: '1h' },
  logging: { format: 'json' },
};

const config: Values = {
  // Without kube-system and Kyverno itself in its webhooks, a cluster comes up again from nothing.
  webhooks: {
    namespaceSelector: { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: ['kube-system'] }] },
  },
  excludeKyvernoNamespace: true,
  // The chart would skip every ReplicaSet, which the policies name.
  resourceFiltersExclude: ['[ReplicaSet,*,*]', '[ReplicaSet/?*,*,*]'],
};

function flows(): Flow[] {
  return [...controllerFlows, ...webhookFlows([ports.webhook], admissionPods), metricsFlow([ports.metrics])];
}

/** The chart knows no digest of its own: it stands behind the tag. */
function image(cluster: Cluster, track: string): Values {
  const { registry, repository, tag, digest } = imageParts(cluster, track);
  return { registry, repository, tag: digest === undefined ? tag : `${tag}@${digest}` };
}
