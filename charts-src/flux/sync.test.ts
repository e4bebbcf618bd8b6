import { closure } from '../../checks/cross/dependencies';
import { clusterUnits } from '../main';
import { loadSources } from '../sources';
import { type Any, checked, objectsOf, pick, repository, sampleCluster } from '../testing/sample';
import type { Unit } from '../unit';
import { entryUnit, syncUnit } from './sync';

const sources = loadSources(repository);
const sample = sampleCluster();
const clusters = [sample, ...checked().clusters];

describe.each(clusters.map((cluster) => [cluster.name, cluster] as const))('units of %s', (_, cluster) => {
  const units = clusterUnits(cluster, sources);
  const byName = new Map(units.map((unit) => [unit.name, unit]));
  const graph = new Map(units.map(({ name, dependsOn }) => [name, dependsOn]));
  const sync = byName.get('sync');
  const kustomizations: Any[] = sync ? objectsOf(sync) : [];
  const of = (unit: Unit) => pick(kustomizations, 'Kustomization', unit.name.replaceAll('/', '-'));
  const group = (name: string): string => name.split('/')[0] ?? '';

  it('have exactly one Kustomization each; the entry brings the one that brings the others', () => {
    const entry = byName.get('entry');
    const names = [...kustomizations, ...(entry ? objectsOf(entry) : [])]
      .filter(({ kind }) => kind === 'Kustomization')
      .map(({ metadata }) => metadata.name);
    expect(names.sort()).toEqual(units.map(({ name }) => name.replaceAll('/', '-')).sort());
  });

  it('depend on units that exist, and never in a circle', () => {
    for (const { name, dependsOn } of units) {
      expect({ name, unknown: dependsOn.filter((other) => !byName.has(other)) }).toEqual({ name, unknown: [] });
      const beyond = dependsOn.flatMap((other) => [...closure(graph, other)]);
      expect({ name, circle: beyond.includes(name) }).toEqual({ name, circle: false });
    }
  });

  it('of environments wait for their own guardrails, their secrets and storage, and for nothing else', () => {
    const storage = /^(namespaces|platform\/(longhorn|longhorn-config|storage))$/;
    for (const { name } of cluster.environments) {
      const reached = [...closure(graph, `environments/${name}`)];
      const foreign = reached.filter((other) => !storage.test(other) && !other.endsWith(`/${name}`));
      expect({ name, foreign }).toEqual({ name, foreign: [] });
    }
  });

  it('of tenants wait for the guardrails of both ends only', () => {
    for (const unit of units.filter(({ name }) => group(name) === 'tenants'))
      expect([...new Set([...closure(graph, unit.name)].map(group))].sort()).toEqual(['guardrails', 'namespaces', 'tenants']);
  });

  it.each(units.map((unit) => [unit.name, unit] as const).filter(([name]) => name !== 'sync'))(
    '%s is synced from its own folder, pruned and retried',
    (name, unit) => {
      const { metadata, spec } = of(unit);
      expect(metadata.namespace).toBe('flux-system');
      expect(spec).toMatchObject({
        interval: '10m',
        path: `./${unit.sync.path ?? `generated/${cluster.name}/${name}`}`,
        prune: true,
        retryInterval: '1m',
        sourceRef: { kind: 'GitRepository', name: 'platform' },
        timeout: unit.sync.timeout,
        wait: unit.sync.wait ?? true,
      });
      expect((spec.dependsOn ?? []).map((other: Any) => other.name)).toEqual(
        [...unit.dependsOn].sort().map((other) => other.replaceAll('/', '-')),
      );
    },
  );

  it('act as an account: that of the platform, or one of their own where they touch one environment', () => {
    for (const unit of units.filter(({ name }) => name !== 'sync')) {
      const own =
        /^(environments|secrets|monitors|tenants)\//.test(unit.name) &&
        cluster.environments.some(({ name }) => unit.name.endsWith(`/${name}`));
      expect([unit.name, of(unit).spec.serviceAccountName]).toEqual([unit.name, own ? unit.name.replaceAll('/', '-') : 'platform']);
    }
  });

  it('decrypt where secrets are, and nowhere else', () => {
    for (const unit of units.filter(({ name }) => name !== 'sync'))
      expect([unit.name, of(unit).spec.decryption]).toEqual([
        unit.name,
        group(unit.name) === 'secrets' ? { provider: 'sops', secretRef: { name: 'sops-age' } } : undefined,
      ]);
  });

  it('of secrets read the encrypted folder and hold no object of their own', () => {
    for (const { name, objects, sync: how } of units.filter(({ name: unit }) => group(unit) === 'secrets')) {
      expect(objects).toBeUndefined();
      expect(how.path).toBe(`clusters/${cluster.name}/${name}`);
    }
  });
});

describe('entryUnit', () => {
  const objects = objectsOf(entryUnit(sample));

  it('is the source and the one Kustomization that brings all others', () => {
    expect(objects.map(({ kind, metadata }) => `${kind} ${metadata.name}`).sort()).toEqual([
      'GitRepository platform',
      'Kustomization sync',
    ]);
    expect(pick(objects, 'Kustomization').spec).toMatchObject({
      path: './generated/sample/sync',
      wait: false,
      serviceAccountName: 'platform',
    });
  });

  it('fetches what this cluster applies, and nothing else', () => {
    const { spec } = pick(objects, 'GitRepository');
    expect(spec).toMatchObject({ interval: '1m', ref: { branch: 'main' }, url: 'https://git.example/platform' });
    expect(spec.ignore.split('\n')).toEqual([
      '/*',
      '!/generated',
      '/generated/*',
      '!/generated/sample',
      '!/clusters',
      '/clusters/*',
      '!/clusters/sample',
      '/clusters/sample/*',
      '!/clusters/sample/secrets',
      '',
    ]);
    expect(spec.secretRef).toBeUndefined();
  });

  it('fetches with credentials where the data say that there are some', () => {
    const { spec } = pick(
      objectsOf(entryUnit(sampleCluster({ cluster: { git: { credentials: 'external', branch: 'live' } } }))),
      'GitRepository',
    );
    expect([spec.secretRef, spec.ref]).toEqual([{ name: 'git-credentials' }, { branch: 'live' }]);
  });
});

describe('syncUnit', () => {
  it('does not wait for what it brings: one that fails must not hold back the rest', () => {
    expect(syncUnit(sample, [])).toMatchObject({ dependsOn: [], sync: { wait: false } });
  });
});
