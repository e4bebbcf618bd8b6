import type { Cluster } from '../../inventory/model';
import { monitored } from '../../observability/manifest';
import { imageParts, type Values } from '../component';
import { resources } from '../resources';
import { nodeExporterSize, readsTheApi, restrictedContainer, sizes } from './parts';

/** Namespace of what must look into the node; observability itself stays restricted. */
export const nodeAgents = 'node-agents';

export const kubeStateMetricsValues = (cluster: Cluster): Values => ({
  image: kubeStateMetricsImage(cluster),
  prometheus: { monitor: { enabled: true, additionalLabels: monitored } },
  // Without Secrets: names of secrets are nobody's metric, and reading them would need the right to read their values.
  collectors: collectors.filter((collector) => collector !== 'secrets'),
  podAnnotations: readsTheApi('exports the state of objects, which it lists and watches'),
  containerSecurityContext: restrictedContainer,
  resources: resources(sizes.kubeStateMetrics),
  revisionHistoryLimit: 3,
});

/** Its template, unlike those of the other parts, wants the digest with its algorithm. */
function kubeStateMetricsImage(cluster: Cluster): Values {
  const { registry, repository, tag, digest } = imageParts(cluster, 'kube-state-metrics');
  return { registry, repository, tag, ...(digest === undefined ? {} : { sha: digest }) };
}

/** The chart's own list. */
const collectors = [
  'certificatesigningrequests',
  'configmaps',
  'cronjobs',
  'daemonsets',
  'deployments',
  'endpointslices',
  'horizontalpodautoscalers',
  'ingresses',
  'jobs',
  'leases',
  'limitranges',
  'mutatingwebhookconfigurations',
  'namespaces',
  'networkpolicies',
  'nodes',
  'persistentvolumeclaims',
  'persistentvolumes',
  'poddisruptionbudgets',
  'pods',
  'replicasets',
  'replicationcontrollers',
  'resourcequotas',
  'secrets',
  'services',
  'statefulsets',
  'storageclasses',
  'validatingwebhookconfigurations',
  'volumeattachments',
];

/** The node's network and processes, and its root read-only; still not root, and without a token. */
export function nodeExporterValues(cluster: Cluster): Values {
  const { registry, repository, tag, digest } = imageParts(cluster, 'node-exporter');
  return {
    // The tag is complete in the catalogue; the chart would add its own suffix.
    image: { registry, repository, tag, distroless: false, ...(digest === undefined ? {} : { digest }) },
    namespaceOverride: nodeAgents,
    prometheus: { monitor: { enabled: true, additionalLabels: monitored } },
    hostNetwork: true,
    hostPID: true,
    hostRootFsMount: { enabled: true, mountPropagation: 'HostToContainer' },
    service: { listenOnAllInterfaces: false },
    securityContext: {
      runAsNonRoot: true,
      runAsUser: 65534,
      runAsGroup: 65534,
      fsGroup: 65534,
      seccompProfile: { type: 'RuntimeDefault' },
    },
    containerSecurityContext: restrictedContainer,
    resources: resources(nodeExporterSize),
    revisionHistoryLimit: 3,
  };
}
