import { decryptSops } from 'sops-age';
import { fluxNamespace } from '../../../charts-src/guardrails/unit-names';
import { readiness, synced, type UseCluster } from '../lib/cluster';
import { committedUnits } from '../lib/committed';
import { isPublished, wantedCharts } from '../lib/releases';
import { until } from '../lib/wait';

const charts = wantedCharts(committedUnits(process.cwd(), 'hetzner').flatMap(({ objects }) => objects));
const helm = 'helm.toolkit.fluxcd.io/v2';
const crd = 'apiextensions.k8s.io/v1';

/** From what a bootstrap applies to a cluster at the released commit. */
export function firstSync(use: UseCluster): void {
  describe('a bootstrap, and Flux after it', () => {
    it('bring every unit to the released commit', async () => {
      await synced(use(), use().released, 900);
    });

    it.each(charts.filter(isPublished).map(({ name, version }) => [name, version]))(
      'install the real chart %s %s by the real helm-controller',
      async (name, version) => {
        const release = await use().api.get(helm, 'HelmRelease', name, fluxNamespace);
        expect([readiness(release)?.status, release.status.history[0].chartVersion]).toEqual(['True', version]);
        const pods = (await use().api.list('v1', 'Pod', release.spec.targetNamespace)).filter(
          ({ metadata }) => metadata.labels['app.kubernetes.io/part-of'] === name,
        );
        expect(pods.length).toBeGreaterThan(0);
      },
    );

    it.each(charts.filter((chart) => !isPublished(chart)).map(({ name, version }) => [name, version]))(
      'install %s %s, SIMULATED by a chart of its definitions, by the real helm-controller',
      async (name) => {
        const release = await use().api.get(helm, 'HelmRelease', name, fluxNamespace);
        expect(readiness(release)?.status).toBe('True');
      },
    );

    it('bring definitions with their release, not before', async () => {
      const { api } = use();
      const released = new Date((await api.get(helm, 'HelmRelease', 'longhorn', fluxNamespace)).metadata.creationTimestamp);
      const defined = new Date((await api.get(crd, 'CustomResourceDefinition', 'recurringjobs.longhorn.io')).metadata.creationTimestamp);
      expect(defined.getTime()).toBeGreaterThanOrEqual(released.getTime());
    });

    it('decrypt what is encrypted', async () => {
      const { api, repository, identity } = use();
      const sealed = repository.clone.read('clusters/hetzner/secrets/prod/mysql-root.sops.yaml');
      const { stringData } = (await decryptSops(sealed, { fileType: 'yaml', secretKey: identity })) as {
        stringData: Readonly<Record<string, string>>;
      };
      const { data } = await api.get('v1', 'Secret', 'mysql-root', 'prod');
      const clear = Object.entries<string>(data).map(([key, value]) => [key, Buffer.from(value, 'base64').toString()]);
      expect(Object.fromEntries(clear)).toEqual(stringData);
    });

    it('leave no pod waiting', async () => {
      await until('every pod to run', 120, async () => {
        const pods = await use().api.list('v1', 'Pod');
        const waiting = pods.filter(({ status }) => status.phase !== 'Running' && status.phase !== 'Succeeded');
        if (waiting.length > 0) throw new Error(waiting.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`).join(', '));
        return true;
      });
    });
  });
}
