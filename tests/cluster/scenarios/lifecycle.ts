import { decryptSops } from 'sops-age';
import { checked } from '../../../charts-src/testing/sample';
import { encrypt } from '../../../tools/sops';
import { realTool } from '../../tool';
import type { Any } from '../lib/api';
import { synced, type TestCluster, type UseCluster } from '../lib/cluster';
import { failure, fetchNow, settled } from '../lib/flux-objects';
import { until } from '../lib/wait';

const file = 'clusters/hetzner/environments/qualif-16.yaml';
const pin = (text: string): string => /version: (8\.\S+?),/.exec(text)?.[1] ?? '';
const exporter = (text: string): string => /exporter: (\S+?)[ ,}]/.exec(text)?.[1] ?? '';

/** Environments come, change, retire and go. */
export function lifecycle(use: UseCluster): void {
  describe('a new environment', () => {
    it('is live from one file, without a write to an object of any other', async () => {
      const { api, repository } = use();
      const prod = repository.clone.read('clusters/hetzner/environments/prod.yaml');
      const before = await othersObjects(use());
      repository.write(
        file,
        `kind: qualification\nbackup: { excluded: Nothing here outlives the week it is tried in. }\nworkloads:\n  images: { kind: images, tenantOf: shared }\n  mysql: { kind: mysql, version: ${pin(prod)}, exporter: ${exporter(prod)}, databases: [shop], storage: 1Gi }\n`,
      );
      repository.platform('secrets', 'init', 'hetzner', 'qualif-16');
      const commit = repository.release('Add qualif-16');
      await fetchNow(use());
      await synced(use(), commit, 600);
      expect((await api.get('apps/v1', 'StatefulSet', 'mysql', 'qualif-16')).status.readyReplicas).toBe(1);
      expect(await api.find('networking.k8s.io/v1', 'Ingress', 'tenant-qualif-16-images', 'shared')).toBeDefined();
      expect(await othersObjects(use())).toEqual(before);
    });

    it('grows its volume when the data say so', async () => {
      const { api, repository } = use();
      repository.edit(file, 'storage: 1Gi', 'storage: 3Gi');
      const commit = repository.release('Grow the volume of qualif-16');
      await fetchNow(use());
      await settled(use(), commit, 'environments/qualif-16');
      await until('the volume to have grown', 120, async () => {
        const { status } = await api.get('v1', 'PersistentVolumeClaim', 'mysql-data', 'qualif-16');
        return status.capacity.storage === '3Gi' || undefined;
      });
    });

    it('does not shrink it: the API server refuses, and Flux says so', async () => {
      const { api, repository } = use();
      repository.edit(file, 'storage: 3Gi', 'storage: 2Gi');
      const commit = repository.release('Shrink the volume of qualif-16');
      await fetchNow(use());
      expect(await failure(use(), 'environments/qualif-16', commit)).toMatch(/mysql-data.*Forbidden|less than/s);
      expect((await api.get('v1', 'PersistentVolumeClaim', 'mysql-data', 'qualif-16')).spec.resources.requests.storage).toBe('3Gi');
      repository.edit(file, 'storage: 2Gi', 'storage: 3Gi');
      const mended = repository.release('Leave the volume of qualif-16');
      await fetchNow(use());
      await settled(use(), mended, 'environments/qualif-16');
    });
  });

  describe('a secret', () => {
    it('that changes rolls the pods that read it', async () => {
      const { api, repository, data, identity } = use();
      const path = 'clusters/hetzner/secrets/qualif-16/mysql-user-shop.sops.yaml';
      const before = await templateOf(use());
      const secret = (await decryptSops(repository.clone.read(path), { fileType: 'yaml', secretKey: identity })) as Any;
      const changed = { ...secret, stringData: { password: 'another-password' } };
      const [recipient = ''] =
        checked(repository.clone.folder).clusters.find(({ name }) => name === data.name)?.spec.secrets.ageRecipients ?? [];
      repository.write(path, await encrypt(realTool('sops'), changed, [recipient]));
      const commit = repository.release('Change a password');
      await fetchNow(use());
      await settled(use(), commit, 'environments/qualif-16');
      const { data: held } = await api.get('v1', 'Secret', 'mysql-user-shop', 'qualif-16');
      expect(Buffer.from(held.password, 'base64').toString()).toBe('another-password');
      expect(await templateOf(use())).not.toEqual(before);
    });

    it('that the key of the cluster does not open fails its unit loudly, and leaves what runs', async () => {
      const { api, repository } = use();
      const path = 'clusters/hetzner/secrets/qualif-16/mysql-user-shop.sops.yaml';
      const good = repository.clone.read(path);
      const stranger = 'age1lzd99uklcjnc0e7d860axevet2cz99ce9pq6tzuzd05l5nr28ams36nvun';
      const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'mysql-user-shop', namespace: 'qualif-16' } };
      repository.write(path, await encrypt(realTool('sops'), { ...secret, stringData: { password: 'x' } }, [stranger]));
      const commit = repository.commit('Encrypt for somebody else');
      await fetchNow(use());
      expect(await failure(use(), 'secrets/qualif-16', commit)).toMatch(/decrypt|data key/);
      expect((await api.get('apps/v1', 'StatefulSet', 'mysql', 'qualif-16')).status.readyReplicas).toBe(1);
      const { data } = await api.get('v1', 'Secret', 'mysql-user-shop', 'qualif-16');
      expect(Buffer.from(data.password, 'base64').toString()).toBe('another-password');
      repository.write(path, good);
      const mended = repository.commit('Encrypt for the cluster');
      await fetchNow(use());
      await settled(use(), mended, 'environments/qualif-16');
    });
  });

  describe('an environment that goes', () => {
    it('first retires: what is stateless is pruned; namespace, volume, credentials and database stay', async () => {
      const { api, repository } = use();
      repository.edit(file, 'kind: qualification', 'kind: qualification\nretired: true');
      const commit = repository.release('Retire qualif-16');
      await fetchNow(use());
      await settled(use(), commit, 'environments/qualif-16');
      await gone(use(), 'networking.k8s.io/v1', 'Ingress', 'tenant-qualif-16-images', 'shared');
      await gone(use(), 'kustomize.toolkit.fluxcd.io/v1', 'Kustomization', 'tenants-qualif-16', 'flux-system');
      expect((await api.get('apps/v1', 'StatefulSet', 'mysql', 'qualif-16')).spec.replicas).toBe(0);
      await kept(use());
    });

    it('then goes: nothing of it is left but what holds data', async () => {
      const { repository, released } = use();
      const commit = repository.restore(released, 'Remove qualif-16');
      await fetchNow(use());
      await synced(use(), commit, 300);
      for (const unit of ['environments', 'secrets', 'guardrails', 'monitors'])
        await gone(use(), 'kustomize.toolkit.fluxcd.io/v1', 'Kustomization', `${unit}-qualif-16`, 'flux-system');
      for (const account of ['environments', 'secrets', 'monitors', 'tenants'])
        await gone(use(), 'v1', 'ServiceAccount', `${account}-qualif-16`, 'flux-system');
      await gone(use(), 'rbac.authorization.k8s.io/v1', 'RoleBinding', 'tenants-qualif-16', 'shared');
      await kept(use());
      // The database at rest, with all it needs to be started again.
      expect(await leftovers(use())).toEqual([
        'ConfigMap/mysql-config',
        'PersistentVolumeClaim/mysql-data',
        'Secret/mysql-exporter',
        'Secret/mysql-root',
        'Secret/mysql-user-shop',
        'Service/mysql',
        'ServiceAccount/mysql',
        'StatefulSet/mysql',
      ]);
    });
  });
}

/** Objects of other environments that have no status, by their resourceVersion: whatever is written to one changes it. */
async function othersObjects({ api }: TestCluster): Promise<string[]> {
  const kinds = [
    ['v1', 'ConfigMap'],
    ['v1', 'ServiceAccount'],
    ['v1', 'Secret'],
    ['networking.k8s.io/v1', 'NetworkPolicy'],
    ['rbac.authorization.k8s.io/v1', 'RoleBinding'],
  ] as const;
  const all = await Promise.all(
    kinds.map(async ([apiVersion, kind]) =>
      (await api.list(apiVersion, kind))
        // A tenant's own objects in its host's namespace bear its name.
        .filter(({ metadata }) => isEnvironments(metadata.namespace) && !metadata.name.includes('qualif-16'))
        .map(({ metadata }) => `${kind}/${metadata.namespace}/${metadata.name} ${metadata.resourceVersion}`),
    ),
  );
  return all.flat().sort();
}

const isEnvironments = (namespace: string): boolean => /^(prod|recette|integration|shared|qualif-(?!16$)\d+)$/.test(namespace);

const templateOf = async ({ api }: TestCluster): Promise<unknown> =>
  (await api.get('apps/v1', 'StatefulSet', 'mysql', 'qualif-16')).spec.template.metadata.annotations;

const gone = ({ api }: TestCluster, apiVersion: string, kind: string, name: string, namespace: string): Promise<true> =>
  until(`${kind} ${name} to be gone`, 180, async () =>
    (await api.find(apiVersion, kind, name, namespace)) === undefined ? true : undefined,
  );

async function kept({ api }: TestCluster): Promise<void> {
  expect((await api.get('v1', 'Namespace', 'qualif-16')).status.phase).toBe('Active');
  expect((await api.get('v1', 'PersistentVolumeClaim', 'mysql-data', 'qualif-16')).status.phase).toBe('Bound');
  for (const name of ['mysql-root', 'mysql-exporter', 'mysql-user-shop'])
    expect(await api.find('v1', 'Secret', name, 'qualif-16')).toBeDefined();
}

/** What is in the namespace and was put there by a unit. */
async function leftovers({ api }: TestCluster): Promise<string[]> {
  const kinds = [
    ['v1', 'ConfigMap'],
    ['v1', 'Secret'],
    ['v1', 'Service'],
    ['v1', 'ServiceAccount'],
    ['v1', 'PersistentVolumeClaim'],
    ['v1', 'ResourceQuota'],
    ['v1', 'LimitRange'],
    ['apps/v1', 'Deployment'],
    ['apps/v1', 'StatefulSet'],
    ['networking.k8s.io/v1', 'Ingress'],
    ['networking.k8s.io/v1', 'NetworkPolicy'],
    ['rbac.authorization.k8s.io/v1', 'RoleBinding'],
    ['monitoring.coreos.com/v1', 'ServiceMonitor'],
  ] as const;
  const own = ['ConfigMap/kube-root-ca.crt', 'ServiceAccount/default'];
  const all = await Promise.all(
    kinds.map(async ([apiVersion, kind]) =>
      (await api.list(apiVersion, kind, 'qualif-16')).map(({ metadata }) => `${kind}/${metadata.name}`),
    ),
  );
  return all
    .flat()
    .filter((name) => !own.includes(name))
    .sort();
}
