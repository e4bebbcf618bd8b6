import { prometheusLabels } from '../../guardrails/environment-flows';
import type { Cluster } from '../../inventory/model';
import { monitored } from '../../observability/manifest';
import type { Values } from '../component';
import { resources } from '../resources';
import { image, readsTheApi, sizes, storage, volumes } from './parts';

/** All monitors and rules with the label, in every namespace; those of the chart get it as a common label. */
const selector: Values = { matchLabels: monitored };

/** One Prometheus. Two weeks are what alerts and dashboards look back; the size bound keeps a burst from filling the volume. */
export const prometheusValues = (cluster: Cluster): Values => ({
  enabled: true,
  ingress: { enabled: false },
  prometheusSpec: {
    image: image(cluster, 'prometheus'),
    replicas: 1,
    retention: '15d',
    // Four fifths of the volume: blocks that are being compacted stand twice for a while.
    retentionSize: `${Math.floor(volumes.prometheus * 0.8)}GiB`,
    externalLabels: { cluster: cluster.name },
    enableAdminAPI: false,
    ruleSelector: selector,
    serviceMonitorSelector: selector,
    podMonitorSelector: selector,
    probeSelector: selector,
    scrapeConfigSelector: selector,
    podMetadata: {
      labels: prometheusLabels,
      annotations: readsTheApi('finds its targets through the API and reads the metrics of API server and kubelets'),
    },
    resources: resources(sizes.prometheus),
    storageSpec: storage(cluster, volumes.prometheus),
  },
});

export const prometheusOperatorValues = (cluster: Cluster): Values => ({
  enabled: true,
  image: image(cluster, 'prometheus-operator'),
  prometheusConfigReloader: { image: image(cluster, 'prometheus-config-reloader'), resources: resources(sizes.configReloader) },
  // Rules are judged by promtool before the merge; a webhook would need a certificate and one more program that may fail.
  admissionWebhooks: { enabled: false },
  // Its certificate would come with the webhook; the operator serves metrics alone, to pods that a NetworkPolicy names.
  tls: { enabled: false },
  podAnnotations: readsTheApi('makes StatefulSets, Secrets and Services out of Prometheus and Alertmanager objects'),
  resources: resources(sizes.operator),
  revisionHistoryLimit: 3,
});
