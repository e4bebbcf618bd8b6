import { schemaFindings } from '../../checks/schemas';
import { networkPolicies } from '../guardrails/network-policy';
import { storageClasses } from '../inventory/rules/references';
import { digest } from '../testing/data';
import { objectsFrom, pick, repository, sampleCluster } from '../testing/sample';
import { longhorn } from './longhorn';
import { ownRepositories, withTracks } from './sample-tracks';

const tracks = ownRepositories(longhorn.images);
const node = { name: 'node-1', cpu: '64', memory: '512Gi', disk: '1000Gi', reserved: { disk: '91Gi' } };
const cluster = withTracks(sampleCluster({ cluster: { nodes: [node] } }), tracks);
const objects = (sample = cluster) => objectsFrom((chart) => longhorn.config?.objects(chart, sample, []));

describe('longhorn', () => {
  it('takes its settings from the data', () => {
    const storage = { provider: 'longhorn', dataPath: '/srv/volumes', overProvisioning: 150, replicas: 2 };
    const nodes = [node, { ...node, name: 'node-2', reserved: { disk: '205Gi' } }];
    const { defaultSettings } = longhorn.values(withTracks(sampleCluster({ cluster: { storage, nodes } }), tracks));
    expect(defaultSettings).toMatchObject({
      defaultDataPath: '/srv/volumes',
      defaultReplicaCount: '{"v1":"2"}',
      storageOverProvisioningPercentage: '150',
      storageReservedPercentageForDefaultDisk: '21',
      deletingConfirmationFlag: 'false',
    });
  });

  it('runs one copy of each sidecar on one node, and no web interface', () => {
    expect(longhorn.values(cluster)).toMatchObject({
      csi: { attacherReplicaCount: 1, provisionerReplicaCount: 1, resizerReplicaCount: 1, snapshotterReplicaCount: 1 },
      longhornUI: { replicas: 0 },
    });
  });

  it('takes all images from one registry, pinned', () => {
    expect(longhorn.values(cluster)).toMatchObject({
      global: { imageRegistry: 'registry.example' },
      image: { longhorn: { engine: { repository: 'platform/longhorn-engine', tag: `1.2.3@${digest('e')}` } } },
    });
    const apart = withTracks(cluster, { 'longhorn-csi-resizer': 'other.example/resizer' });
    expect(() => longhorn.values(apart)).toThrow('must come from one registry');
  });

  it('brings a class of each name that workloads may ask for; what they hold is never deleted with a claim', () => {
    const classes = objects().filter(({ kind }) => kind === 'StorageClass');
    expect(classes.map(({ metadata }) => metadata.name).sort()).toEqual([...storageClasses].sort());
    for (const object of classes)
      expect(object).toMatchObject({ reclaimPolicy: 'Retain', volumeBindingMode: 'Immediate', allowVolumeExpansion: true });
    expect(pick(classes, 'StorageClass', 'longhorn-db').parameters).toEqual({
      numberOfReplicas: '1',
      staleReplicaTimeout: '30',
      dataLocality: 'best-effort',
      recurringJobSelector: '[{"name":"snapshots","isGroup":true}]',
      fsType: 'xfs',
    });
    expect(pick(classes, 'StorageClass', 'longhorn-files').parameters.fsType).toBe('ext4');
  });

  it('takes snapshots of the volumes in the group, as the data say', () => {
    const storage = { provider: 'longhorn', snapshots: { schedule: '5 3 * * *', retain: 4 } };
    const job = pick(objects(withTracks(sampleCluster({ cluster: { storage } }), tracks)), 'RecurringJob');
    expect(job.metadata).toMatchObject({ name: 'snapshots', namespace: 'longhorn-system' });
    expect(job.spec).toMatchObject({ task: 'snapshot', cron: '5 3 * * *', retain: 4, groups: ['snapshots'] });
  });

  it('configures with fields that the kinds have', () => {
    const manifests = objects().map((object) => ({ file: object.metadata.name, object }));
    expect(schemaFindings(manifests, repository)).toEqual([]);
  });

  it('lets its pods talk to each other and the node mount volumes, and nobody reach the internet', () => {
    const [{ name, flows }] = longhorn.namespaces;
    const policies = objectsFrom((chart) => networkPolicies(chart, name, cluster.spec.networks, flows?.(cluster.spec) ?? []));
    expect(policies.map(({ metadata }) => metadata.name).sort()).toEqual([
      'default-deny',
      'egress-apiserver',
      'egress-dns',
      'egress-longhorn',
      'ingress-longhorn',
      'ingress-node',
      'ingress-prometheus',
      'ingress-webhook-from-apiserver',
    ]);
  });
});
