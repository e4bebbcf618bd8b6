import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Cluster } from '../../../charts-src/inventory/model';
import { download } from '../../../tools/schemas/modules';
import { realTool } from '../../tool';
import { type Any, type Api, ApiError } from './api';
import type { ControlPlane } from './control-plane';
import type { Programs } from './programs';

/** How KWOK plays nodes and pods, from its own module: nodes stay up, pods are ready at once, jobs succeed at once. */
const stages = ['node/fast', 'node/heartbeat-with-lease', 'pod/fast'];

/** SIMULATED by KWOK: the nodes of the data, and every pod that the real scheduler puts on them. */
export async function simulateNodes(programs: Programs, plane: ControlPlane, cluster: Cluster): Promise<void> {
  for (const { name, cpu, memory } of cluster.spec.nodes) {
    const size = { cpu, memory, pods: '250', 'ephemeral-storage': '500Gi' };
    await plane.admin.create({
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name, labels: { 'kubernetes.io/hostname': name, 'kubernetes.io/os': 'linux', 'kubernetes.io/arch': 'amd64' } },
      status: { capacity: size, allocatable: size },
    });
  }
  const module = download(process.cwd(), 'tools/charts').get('sigs.k8s.io/kwok');
  const files = stages.flatMap((stage) => {
    const folder = join(module?.folder ?? '', 'kustomize/stage', stage);
    return readdirSync(folder).flatMap((name) => (/^(node|pod)-.*\.yaml$/.test(name) ? [join(folder, name)] : []));
  });
  await programs.start('kwok', realTool('kwok'), [
    ...files.map((file) => `--config=${file}`),
    `--kubeconfig=${plane.configFor('kwok', plane.admin.identity)}`,
    '--manage-all-nodes=true',
    '--node-lease-duration-seconds=40',
    `--cidr=${cluster.spec.networks.pods}`,
  ]);
}

/** Something that a component of a simulated chart would do; it looks at the cluster again and again until it is stopped. */
export interface StandIn {
  readonly stop: () => Promise<void>;
}

/** SIMULATED: Longhorn's provisioner. A volume for every claim that has none, and room where a claim has grown. */
export const simulateProvisioner = (api: Api): StandIn =>
  repeat(async () => {
    for (const claim of await api.list('v1', 'PersistentVolumeClaim')) {
      const { metadata, spec, status } = claim;
      const { storage } = spec.resources.requests;
      if (status?.phase === 'Pending' && !spec.volumeName) await api.create(volumeFor(claim));
      else if (status?.phase === 'Bound' && status.capacity.storage !== storage) {
        const volume = { apiVersion: 'v1', kind: 'PersistentVolume', metadata: { name: spec.volumeName } };
        await api.merge(volume, { spec: { capacity: { storage } } });
        await api.merge({ apiVersion: 'v1', kind: 'PersistentVolumeClaim', metadata }, { status: { capacity: { storage } } }, 'status');
      }
    }
  });

const volumeFor = ({ metadata, spec }: Any) => ({
  apiVersion: 'v1',
  kind: 'PersistentVolume',
  metadata: { name: `simulated-${metadata.uid}` },
  spec: {
    capacity: { storage: spec.resources.requests.storage },
    accessModes: spec.accessModes,
    storageClassName: spec.storageClassName,
    persistentVolumeReclaimPolicy: 'Retain',
    claimRef: { apiVersion: 'v1', kind: 'PersistentVolumeClaim', name: metadata.name, namespace: metadata.namespace, uid: metadata.uid },
    csi: { driver: 'simulated.example.org', volumeHandle: metadata.uid },
  },
});

/** SIMULATED: cert-manager's word that an issuer has its account. */
export const simulateIssuers = (api: Api): StandIn =>
  repeat(async () => {
    for (const { metadata, status } of await api.list('cert-manager.io/v1', 'ClusterIssuer')) {
      if (status?.conditions) continue;
      const now = new Date().toISOString();
      const ready = { type: 'Ready', status: 'True', reason: 'Simulated', message: 'SIMULATED in a test', lastTransitionTime: now };
      await api.merge({ apiVersion: 'cert-manager.io/v1', kind: 'ClusterIssuer', metadata }, { status: { conditions: [ready] } }, 'status');
    }
  });

function repeat(look: () => Promise<void>): StandIn {
  const stopped = new AbortController();
  const work = (async () => {
    while (!stopped.signal.aborted) {
      // A kind that is not served yet, an object that has just gone: it is looked at again.
      await look().catch((error: unknown) => {
        if (!(error instanceof ApiError)) throw error;
      });
      await pause(500, undefined, { signal: stopped.signal }).catch(() => undefined);
    }
  })();
  // Whoever stops it hears of a failure.
  work.catch(() => undefined);
  return {
    stop: () => {
      stopped.abort();
      return work;
    },
  };
}
