import { ApiObject, type Chart } from 'cdk8s';
import type { Flow } from '../guardrails/network-policy';
import type { Cluster } from '../inventory/model';
import { toBytes } from '../inventory/quantity';
import type { ClusterSpec } from '../inventory/schema/cluster';
import { type Component, imageParts, type Values } from './component';
import { controllerFlows, egress, ingress, metricsFlow } from './flows';
import { resources } from './resources';
import { storageClass } from './storage-class';

const namespace = 'longhorn-system';
const ports = { manager: 9500, webhook: 9502 } as const;
const managerPods = { app: 'longhorn-manager' } as const;
/** Group of recurring jobs that the StorageClasses put every volume into. */
const snapshotGroup = 'snapshots';

/** Tracks of the catalogue by where the chart names the image. */
const tracks = {
  longhorn: {
    engine: 'longhorn-engine',
    manager: 'longhorn-manager',
    ui: 'longhorn-ui',
    instanceManager: 'longhorn-instance-manager',
    shareManager: 'longhorn-share-manager',
    backingImageManager: 'longhorn-backing-image-manager',
    supportBundleKit: 'longhorn-support-bundle-kit',
  },
  csi: {
    attacher: 'longhorn-csi-attacher',
    provisioner: 'longhorn-csi-provisioner',
    nodeDriverRegistrar: 'longhorn-csi-node-driver-registrar',
    resizer: 'longhorn-csi-resizer',
    snapshotter: 'longhorn-csi-snapshotter',
    livenessProbe: 'longhorn-livenessprobe',
  },
} as const;

/** Replicated block storage. */
export const longhorn: Component = {
  name: 'longhorn',
  namespaces: [
    {
      name: namespace,
      podSecurity: 'privileged',
      reason: 'Managers and engines mount disks and make block devices on the node.',
      flows,
    },
  ],
  images: Object.values(tracks).flatMap((group) => Object.values<string>(group)),
  values: (cluster) => ({
    ...images(cluster),
    ...replicas(cluster.spec),
    defaultSettings: defaultSettings(cluster.spec),
    // The classes are this platform's own; the chart's would be one that deletes volumes.
    persistence: { createStorageClass: false, defaultClass: false },
    // A hook that GitOps tools run at a first installation too; managers refuse a skipped minor version by themselves as they start.
    preUpgradeChecker: { jobEnabled: false },
    longhornManager: { resources: resources({ cpu: 100, cpuLimit: 1000, memory: 256, memoryLimit: 512 }) },
    ingress: { enabled: false },
    networkPolicies: { enabled: false, restrictInternalTraffic: false },
    metrics: { serviceMonitor: { enabled: false } },
  }),
  config: { objects: classesAndSnapshots },
  // Managers, then engines, then CSI plugins are rolled out one after another.
  timeout: '14m',
};

function images(cluster: Cluster): Values {
  const parts = (group: Readonly<Record<string, string>>) =>
    Object.entries(group).map(([key, track]) => [key, imageParts(cluster, track)] as const);
  const all = { longhorn: parts(tracks.longhorn), csi: parts(tracks.csi) };
  const [imageRegistry = '', ...others] = new Set([...all.longhorn, ...all.csi].map(([, { registry }]) => registry));
  if (others.length > 0)
    throw new RangeError(`Longhorn's images must come from one registry, not from ${[imageRegistry, ...others].join(', ')}`);
  const values = (entries: typeof all.csi) =>
    Object.fromEntries(
      entries.map(([key, { repository, tag, digest }]) => [key, { repository, tag: digest === undefined ? tag : `${tag}@${digest}` }]),
    );
  return { global: { imageRegistry }, image: { longhorn: values(all.longhorn), csi: values(all.csi) } };
}

/** A sidecar that fails is replaced within seconds, so one copy does on one node. */
function replicas({ nodes }: ClusterSpec): Values {
  const count = Math.min(nodes.length, 2);
  return {
    csi: { attacherReplicaCount: count, provisionerReplicaCount: count, resizerReplicaCount: count, snapshotterReplicaCount: count },
    // It has no login of its own; its objects are all to be had by kubectl.
    longhornUI: { replicas: 0 },
  };
}

/** Percent of a node's CPU that its engines are sure of. Longhorn's own default of 12 would idle on large nodes. */
const engineCpuPercent = 5;
/** Percent of a disk below which no new volume is placed on it. */
const minimalAvailablePercent = 10;

/** Settings of a new installation; Longhorn applies later changes too, some only while no volume is attached. All are text. */
function defaultSettings(spec: ClusterSpec): Values {
  const { storage, nodes } = spec;
  return {
    defaultDataPath: storage.dataPath,
    defaultReplicaCount: perEngine(storage.replicas),
    createDefaultDiskLabeledNodes: 'false',
    storageOverProvisioningPercentage: `${storage.overProvisioning}`,
    storageMinimalAvailablePercentage: `${minimalAvailablePercent}`,
    storageReservedPercentageForDefaultDisk: `${reservedPercent(nodes)}`,
    guaranteedInstanceManagerCPU: perEngine(engineCpuPercent),
    systemManagedCSIComponentsResourceLimits: JSON.stringify(csiResources),
    concurrentReplicaRebuildPerNodeLimit: '2',
    autoSalvage: 'true',
    // Uninstalling deletes every volume; a person has to say so first.
    deletingConfirmationFlag: 'false',
    v2DataEngine: 'false',
    upgradeChecker: 'false',
    allowCollectingLonghornUsageMetrics: 'false',
  };
}

/** Only the first data engine is used. */
const perEngine = (value: number): string => JSON.stringify({ v1: `${value}` });

/** The one setting for all nodes holds back what the most careful of them does, in whole percent of the disk. */
const reservedPercent = (nodes: ClusterSpec['nodes']): number =>
  Math.max(...nodes.map(({ disk, reserved }) => Math.ceil((100 * toBytes(reserved.disk)) / toBytes(disk))));

const sidecar = resources({ cpu: 5, memory: 24, cpuLimit: 100, memoryLimit: 128 });
const csiResources = {
  'csi-attacher': sidecar,
  'csi-provisioner': sidecar,
  'csi-resizer': sidecar,
  'csi-snapshotter': sidecar,
  'longhorn-csi-plugin': resources({ cpu: 10, memory: 64, cpuLimit: 500, memoryLimit: 256 }),
  'longhorn-liveness-probe': sidecar,
  'node-driver-registrar': sidecar,
};

function flows(): Flow[] {
  return [
    ...controllerFlows,
    // Managers, engines, replicas and CSI plugins talk to each other on ports that Longhorn deals out.
    egress('longhorn', { kind: 'pods', labels: {} }),
    ingress('longhorn', { kind: 'pods', labels: {} }),
    // The node's own iSCSI and NFS clients mount the volumes, the kubelet probes, and a webhook call may come in by the node.
    ingress('node', { kind: 'node' }),
    ingress('webhook-from-apiserver', { kind: 'apiserver' }, [ports.webhook], managerPods),
    metricsFlow([ports.manager], managerPods),
  ];
}

function classesAndSnapshots(chart: Chart, { spec: { storage } }: Cluster): void {
  const parameters = {
    numberOfReplicas: `${storage.replicas}`,
    staleReplicaTimeout: '30', // minutes
    dataLocality: 'best-effort',
    recurringJobSelector: JSON.stringify([{ name: snapshotGroup, isGroup: true }]),
  };
  storageClass(chart, 'longhorn-db', 'driver.longhorn.io', { ...parameters, fsType: 'xfs' });
  storageClass(chart, 'longhorn-files', 'driver.longhorn.io', { ...parameters, fsType: 'ext4' });
  new ApiObject(chart, 'snapshots', {
    apiVersion: 'longhorn.io/v1beta2',
    kind: 'RecurringJob',
    metadata: { name: 'snapshots', namespace },
    spec: {
      name: 'snapshots',
      task: 'snapshot',
      cron: storage.snapshots.schedule,
      retain: storage.snapshots.retain,
      concurrency: 1,
      groups: [snapshotGroup],
      labels: {},
    },
  });
}
