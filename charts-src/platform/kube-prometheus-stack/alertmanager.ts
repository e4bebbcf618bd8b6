import type { Cluster } from '../../inventory/model';
import type { Values } from '../component';
import { resources } from '../resources';
import { alertmanagerSecrets, observability } from '../secrets';
import { alertmanagerConfig } from './alertmanager-config';
import { image, sizes, storage, volumes } from './parts';

/** One Alertmanager. Silences and what has been sent already are kept on a volume. */
export const alertmanagerValues = (cluster: Cluster): Values => ({
  enabled: true,
  config: alertmanagerConfig(cluster.spec.alerting),
  ingress: { enabled: false },
  serviceAccount: { automountServiceAccountToken: false },
  alertmanagerSpec: {
    image: image(cluster, 'alertmanager'),
    replicas: 1,
    retention: '120h',
    secrets: [alertmanagerSecrets.name],
    automountServiceAccountToken: false,
    // Routes are the cluster's data: an environment cannot add its own, nor silence another's.
    alertmanagerConfigNamespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': observability } },
    resources: resources(sizes.alertmanager),
    storage: storage(cluster, volumes.alertmanager),
  },
});
