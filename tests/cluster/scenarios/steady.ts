import type { KubernetesObject } from '../../../charts-src/tree/objects';
import type { TestCluster, UseCluster } from '../lib/cluster';
import { type Committed, committedUnits } from '../lib/committed';
import { reconcile } from '../lib/flux-objects';
import { until } from '../lib/wait';

/** Units that a second reconcile is asked of: every kind of unit that there is. */
const units = [
  'namespaces',
  'guardrails/roles',
  'guardrails/policies',
  'guardrails/prod',
  'secrets/prod',
  'environments/prod',
  'monitors/prod',
  'tenants/qualif-01',
  'environments/qualif-01',
  'platform/longhorn-config',
  'platform/cert-manager-config',
  'platform/kube-prometheus-stack-config',
];

/** What stays as it is, and what goes back to it. */
export function steady(use: UseCluster): void {
  describe('a cluster in step', () => {
    it.each(units)('is left as it is by another reconcile of %s', async (unit) => {
      const objects = objectsOf(use(), unit);
      const before = await versions(use(), objects);
      await reconcile(use(), unit);
      expect(await versions(use(), objects)).toEqual(before);
    });

    it('goes back to what is committed when somebody edits an object', async () => {
      const { api } = use();
      const config = { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'mysql-config', namespace: 'prod' } };
      const before = (await api.get('v1', 'ConfigMap', 'mysql-config', 'prod')).data['my.cnf'];
      await api.merge(config, { data: { 'my.cnf': '[mysqld]\nskip-grant-tables\n' } });
      await reconcile(use(), 'environments/prod');
      expect((await api.get('v1', 'ConfigMap', 'mysql-config', 'prod')).data['my.cnf']).toBe(before);
    });

    it('gets back an object that somebody deleted', async () => {
      const { api } = use();
      await api.remove('networking.k8s.io/v1', 'NetworkPolicy', 'default-deny', 'prod');
      await reconcile(use(), 'guardrails/prod');
      await until('the NetworkPolicy', 60, () => api.find('networking.k8s.io/v1', 'NetworkPolicy', 'default-deny', 'prod'));
    });
  });
}

function objectsOf({ repository, data }: TestCluster, unit: string): readonly KubernetesObject[] {
  if (unit.startsWith('secrets/')) return [];
  const found = committedUnits(repository.clone.folder, data.name).find(({ name }) => name === `${data.name}/${unit}`);
  if (!found) throw new Error(`the tree has no unit ${unit}`);
  return found.objects.map(({ object }: Committed) => object);
}

/** Kinds without a status: nobody but the unit writes to their objects. */
const statusless = ['ClusterRole', 'ConfigMap', 'LimitRange', 'NetworkPolicy', 'RoleBinding', 'ServiceAccount', 'StorageClass'];

/** The resourceVersion of what has no status; of the rest, which others write a status to, all but that. */
async function versions({ api }: TestCluster, objects: readonly KubernetesObject[]): Promise<string[]> {
  const found = await Promise.all(
    objects.map(async ({ apiVersion, kind, metadata: { name, namespace } }) => {
      const { status: _, metadata, ...rest } = await api.get(apiVersion, kind, name, namespace);
      const { resourceVersion, managedFields: __, ...kept } = metadata;
      return `${kind}/${namespace}/${name}: ${statusless.includes(kind) ? resourceVersion : JSON.stringify([rest, kept])}`;
    }),
  );
  return found.sort();
}
