import type { Cluster } from '../../inventory/model';
import { imageParts, type Values } from '../component';
import type { Share } from '../resources';

export const releaseName = 'kube-prometheus-stack';

/** Containers of the namespace observability; a quota is counted from them. */
export const sizes = {
  // The head of a cluster's series is small; loading the write-ahead log after a crash is not.
  prometheus: { cpu: 200, memory: 1024, memoryLimit: 2048 },
  alertmanager: { cpu: 20, memory: 128 },
  operator: { cpu: 50, memory: 192 },
  configReloader: { cpu: 10, memory: 48 },
  grafana: { cpu: 100, memory: 320 },
  dashboardSidecar: { cpu: 10, memory: 128 },
  kubeStateMetrics: { cpu: 30, memory: 192 },
} as const satisfies Record<string, Share>;

export const nodeExporterSize: Share = { cpu: 50, memory: 64 };

/** An image of the catalogue, as this chart asks for it: the digest without its algorithm. */
export function image(cluster: Cluster, track: string): Values {
  const { registry, repository, tag, digest } = imageParts(cluster, track);
  return { registry, repository, tag, ...(digest === undefined ? {} : { sha: digest.replace(/^sha256:/, '') }) };
}

/** What every container of a restricted namespace has. */
export const restrictedContainer: Values = {
  allowPrivilegeEscalation: false,
  readOnlyRootFilesystem: true,
  runAsNonRoot: true,
  capabilities: { drop: ['ALL'] },
  seccompProfile: { type: 'RuntimeDefault' },
};

/** Annotation that says why a pod is given the API's token. */
export const readsTheApi = (reason: string): Values => ({ 'platform.o4g/kubernetes-api': reason });

/** Volumes live in Longhorn; a rehearsal on one machine keeps nothing. */
export const keepsVolumes = (cluster: Pick<Cluster, 'spec'>): boolean => cluster.spec.storage.provider === 'longhorn';

/** Sizes of the volumes, in gibibytes. */
export const volumes = { prometheus: 30, alertmanager: 2 } as const;

/** Claim template on the class for files, or nothing: then the chart takes an emptyDir. */
export function storage(cluster: Cluster, gibibytes: number): Values {
  if (!keepsVolumes(cluster)) return {};
  return {
    volumeClaimTemplate: {
      spec: {
        accessModes: ['ReadWriteOnce'],
        storageClassName: 'longhorn-files',
        resources: { requests: { storage: `${gibibytes}Gi` } },
      },
    },
  };
}
