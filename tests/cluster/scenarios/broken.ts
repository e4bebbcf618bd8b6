import { readiness, synced, type UseCluster } from '../lib/cluster';
import { failure, fetchNow, kustomization, settled } from '../lib/flux-objects';
import { until } from '../lib/wait';

const tree = 'generated/hetzner';

/** Commits that break something, and what they leave alone. */
export function broken(use: UseCluster): void {
  describe('a commit that breaks three environments, each in its own way', () => {
    let commit: string;
    beforeAll(async () => {
      const { repository } = use();
      repository.take(repository.unreleased, `${tree}/environments/recette`);
      repository.edit(`${tree}/environments/integration/service-mysql.yaml`, 'port: 3306', 'port: 330600');
      repository.write(
        `${tree}/environments/qualif-03/configmap-foreign.yaml`,
        'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: foreign, namespace: prod }\ndata: {}\n',
      );
      repository.edit(`${tree}/environments/qualif-03/kustomization.yaml`, 'resources: []', 'resources: [configmap-foreign.yaml]');
      commit = repository.commit('Break recette, integration and qualif-03');
      await fetchNow(use());
    });

    it('has an image that was never released refused by admission, in words that a person understands', async () => {
      // Two policies have something to say of it; the API server passes on the first to answer.
      expect(await failure(use(), 'environments/recette', commit)).toMatch(
        /denied the request: Policy (require-image-digest|unreleased-images) failed: .*(digest|unreleased)/s,
      );
    });

    it('has the reason of a broken object in the condition of its unit', async () => {
      expect(await failure(use(), 'environments/integration', commit)).toMatch(/Service\/integration\/mysql.*330600/s);
    });

    it('has a unit that reaches for another namespace refused, by the rights of its own account', async () => {
      const message = await failure(use(), 'environments/qualif-03', commit);
      expect(message).toContain('system:serviceaccount:flux-system:environments-qualif-03');
      expect(message).toMatch(/forbidden/);
      expect(await use().api.find('v1', 'ConfigMap', 'foreign', 'prod')).toBeUndefined();
    });

    it('leaves each on its last good state', async () => {
      const { spec } = await use().api.get('v1', 'Service', 'mysql', 'integration');
      expect(spec.ports.map(({ port }: { port: number }) => port)).toContain(3306);
      for (const environment of ['recette', 'integration']) {
        const pods = await use().api.list('v1', 'Pod', environment);
        expect(pods.map(({ status }) => status.phase).filter((phase) => phase !== 'Running')).toEqual([]);
      }
    });

    it('lets every other unit move on', async () => {
      await synced(use(), commit, 300, ['environments-recette', 'environments-integration', 'environments-qualif-03']);
    });

    it('is mended by the next commit', async () => {
      const { repository, released } = use();
      const mended = repository.restore(released, 'Mend all three');
      await fetchNow(use());
      await settled(use(), mended, 'environments/recette', 'environments/integration', 'environments/qualif-03');
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
}
