import { readiness, synced, type UseCluster } from '../lib/cluster';
import { failure, fetchNow, kustomization, settled } from '../lib/flux-objects';
import { until } from '../lib/wait';

const tree = 'generated/hetzner';

/** Commits that break something, and what they leave alone. */
export function broken(use: UseCluster): void {
  describe('an image of our own that was never released', () => {
    it('is refused by admission, in words that a person understands', async () => {
      const { api, repository, released } = use();
      repository.take(repository.unreleased, `${tree}/environments/recette`);
      const commit = repository.commit('Bring recette without a release');
      await fetchNow(use());
      const message = await failure(use(), 'environments/recette', commit);
      expect(message).toMatch(/denied the request/);
      expect(message).toMatch(/unreleased/);
      const pods = await api.list('v1', 'Pod', 'recette');
      expect(pods.map(({ status }) => status.phase).filter((phase) => phase !== 'Running')).toEqual([]);
      const mended = repository.restore(released, 'Bring the release back');
      await fetchNow(use());
      await settled(use(), mended, 'environments/recette');
    });
  });

  describe('a commit that breaks one environment', () => {
    let commit: string;
    it('tells the reason in the condition of its unit', async () => {
      const { repository } = use();
      repository.edit(`${tree}/environments/recette/service-mysql.yaml`, 'port: 3306', 'port: 330600');
      commit = repository.commit('Break recette');
      await fetchNow(use());
      expect(await failure(use(), 'environments/recette', commit)).toMatch(/Service\/recette\/mysql.*330600/s);
    });

    it('leaves it on its last good state', async () => {
      const { spec } = await use().api.get('v1', 'Service', 'mysql', 'recette');
      expect(spec.ports.map(({ port }: { port: number }) => port)).toContain(3306);
    });

    it('lets every other unit move on', async () => {
      await synced(use(), commit, 300, ['environments-recette', 'monitors-recette']);
    });

    it('is mended by the next commit', async () => {
      const { repository, released } = use();
      const mended = repository.restore(released, 'Mend recette');
      await fetchNow(use());
      await settled(use(), mended, 'environments/recette');
    });
  });

  describe('prod', () => {
    it('is rolled back in the middle of its own failing rollout, while Grafana and another guardrail are broken', async () => {
      const { api, repository, released } = use();
      repository.edit(
        `${tree}/platform/kube-prometheus-stack/helmrelease-flux-system-kube-prometheus-stack.yaml`,
        'version: 88.5.3',
        'version: 88.5.99',
      );
      repository.edit(`${tree}/guardrails/qualif-02/networkpolicy-default-deny.yaml`, 'podSelector: {}', 'podSelector: none');
      const deployment = `${tree}/environments/prod/deployment-xwiki.yaml`;
      const good = repository.clone.read(deployment);
      repository.edit(
        deployment,
        '      automountServiceAccountToken: false',
        '      nodeSelector: { no-node: has-this }\n      automountServiceAccountToken: false',
      );
      const bad = repository.commit('A rollout that never ends');
      await fetchNow(use());
      await failure(use(), 'guardrails/qualif-02', bad);
      await until('the rollout of prod to hang', 300, async () => {
        const unit = await kustomization(api, 'environments/prod');
        const rolling = unit.status.lastAttemptedRevision?.endsWith(bad) && readiness(unit)?.status === 'Unknown';
        const pods = await api.list('v1', 'Pod', 'prod');
        return (rolling && pods.some(({ status }) => status.phase === 'Pending')) || undefined;
      });

      repository.write(deployment, good);
      const rolledBack = repository.commit('Roll prod back, and nothing else');
      await fetchNow(use());
      // The failing rollout would hold the unit for its time-out of twenty minutes.
      await until('prod at the commit of the rollback', 300, async () => {
        const unit = await kustomization(api, 'environments/prod');
        return (readiness(unit)?.status === 'True' && unit.status.lastAppliedRevision.endsWith(rolledBack)) || undefined;
      });
      expect(readiness(await kustomization(api, 'guardrails/qualif-02'))?.status).not.toBe('True');
      expect(readiness(await kustomization(api, 'platform/kube-prometheus-stack'))?.status).not.toBe('True');
      const mended = repository.restore(released, 'Mend the rest');
      await fetchNow(use());
      await synced(use(), mended, 600);
    });
  });

  describe('a unit that reaches for another namespace', () => {
    it('is refused, by the rights of its own account', async () => {
      const { api, repository, released } = use();
      repository.write(
        `${tree}/environments/recette/configmap-foreign.yaml`,
        'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: foreign, namespace: prod }\ndata: {}\n',
      );
      repository.edit(`${tree}/environments/recette/kustomization.yaml`, 'resources:\n', 'resources:\n  - configmap-foreign.yaml\n');
      const commit = repository.commit('Reach for prod');
      await fetchNow(use());
      const message = await failure(use(), 'environments/recette', commit);
      expect(message).toContain('system:serviceaccount:flux-system:environments-recette');
      expect(message).toMatch(/forbidden/);
      expect(await api.find('v1', 'ConfigMap', 'foreign', 'prod')).toBeUndefined();
      const mended = repository.restore(released, 'Stay at home');
      await fetchNow(use());
      await settled(use(), mended, 'environments/recette');
    });
  });
}
