import { join } from 'node:path';
import { committedCrds } from '../flux/install/crds';
import { alertsOf, loadAlerts } from './alerts';
import { fluxKinds } from './flux-metrics';
import { replacedAlerts, stackValues } from './stack-values';

const root = join(__dirname, '../..');

describe('fluxKinds', () => {
  it.each(fluxKinds.map((kind) => [kind.kind, kind] as const))(
    '%s is served in that version under that name',
    (_, { group, version, kind, plural }) => {
      const crd = committedCrds(root).find(({ definition }) => definition.metadata.name === `${plural}.${group}`)
        ?.definition as unknown as {
        spec: { names: { kind: string }; versions: { name: string; served: boolean }[] };
      };
      expect(crd.spec.names.kind).toBe(kind);
      expect(crd.spec.versions).toContainEqual(expect.objectContaining({ name: version, served: true }));
    },
  );
});

describe('stackValues', () => {
  it('lets kube-state-metrics read what it is to export, and no more than list and watch', () => {
    const { rbac } = (stackValues() as { 'kube-state-metrics': { rbac: { extraRules: { resources: string[]; verbs: string[] }[] } } })[
      'kube-state-metrics'
    ];
    expect(rbac.extraRules.flatMap(({ resources }) => resources).sort()).toEqual(fluxKinds.map(({ plural }) => plural).sort());
    for (const { verbs } of rbac.extraRules) expect(verbs).toEqual(['list', 'watch']);
  });

  it('exports every label and annotation that an alert matches on', () => {
    const kubeStateMetrics = JSON.stringify((stackValues() as Record<string, unknown>)['kube-state-metrics']);
    const text = JSON.stringify(loadAlerts(root));
    const used = [...text.matchAll(/(?:label|annotation)_((?:app_kubernetes_io|platform_o4g)_[a-z_]+)=/g)].map(([, name]) => name ?? '');
    expect(used.length).toBeGreaterThan(0);
    for (const name of used) expect(kubeStateMetrics.replaceAll(/[./-]/g, '_')).toContain(name);
  });

  it('silences no alert of the chart that has the name of one of ours', () => {
    const ours = loadAlerts(root)
      .flatMap(alertsOf)
      .map(({ alert }) => alert);
    expect(replacedAlerts.filter((alert) => ours.includes(alert))).toEqual([]);
  });
});
