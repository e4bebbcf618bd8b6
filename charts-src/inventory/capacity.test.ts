import fc from 'fast-check';
import { capacityOf, type Resource, sumOf } from './capacity';
import { removeCopies, repository } from './fixtures/overlay';
import { loadInventory } from './load';
import type { Cluster, Environment } from './model';
import { platformNeeds } from './platform-needs';

const [cluster] = loadInventory(repository()).inventory?.clusters ?? [];
removeCopies();
if (!cluster) throw new Error('the base holds no cluster');
const environments = cluster.environments;

const withEnvironments = (chosen: readonly Environment[]): Cluster => ({ ...cluster, environments: chosen });
const withSpec = (spec: Partial<Cluster['spec']>): Cluster => ({ ...cluster, spec: { ...cluster.spec, ...spec } });
const needed = (given: Cluster, resource: Resource) =>
  capacityOf(given).find((account) => account.resource === resource)?.needed ?? Number.NaN;
const resources: readonly Resource[] = ['cpu', 'memory', 'storage'];
const some = fc.array(fc.constantFrom(...environments), { maxLength: 12 });
const environmentOf = (name: string): Environment => {
  const found = environments.find((environment) => environment.name === name);
  if (!found) throw new Error(`no environment ${name}`);
  return found;
};

describe('capacityOf', () => {
  it('counts every part of the account', () => {
    const gibibyte = 2 ** 30;
    const accounts = capacityOf(cluster);
    expect(accounts.map(({ resource }) => resource)).toEqual(resources);
    // 8 cores twice, less 500m and 1 core for the systems; memory and disk alike.
    expect(accounts.map(({ available }) => available)).toEqual([14_500, (31 + 30) * gibibyte, Math.floor((380 + 360) * gibibyte * 1.5)]);
    expect(accounts.map(({ largest }) => largest)).toEqual(['live', 'live', 'live']);
    // live 100Gi, stage 20Gi, meet 10Gi, old 20Gi, a drill of 10Gi: in two copies.
    expect(needed(cluster, 'storage')).toBe(160 * gibibyte * 2);
  });

  it('of no environments is what the platform needs', () => {
    const { cpu, memory, storage } = platformNeeds(cluster.spec);
    const empty = withEnvironments([]);
    expect(needed(empty, 'cpu')).toBe(cpu);
    expect(needed(empty, 'memory')).toBe(memory);
    expect(needed(empty, 'storage')).toBe((storage + 10 * 2 ** 30) * 2);
    expect(capacityOf(empty)[0]?.largest).toBe('the platform itself');
  });

  it('never falls when an environment is added', () => {
    fc.assert(
      fc.property(some, fc.constantFrom(...environments), (chosen, more) => {
        for (const resource of resources)
          expect(needed(withEnvironments([...chosen, more]), resource)).toBeGreaterThanOrEqual(needed(withEnvironments(chosen), resource));
      }),
    );
  });

  it('is linear in environments but for the one surge', () => {
    fc.assert(
      fc.property(some, fc.integer({ min: 1, max: 20 }), (chosen, times) => {
        const many = withEnvironments(Array.from({ length: times }, () => chosen).flat());
        const sum = (pick: (environment: Environment) => number) => chosen.reduce((total, environment) => total + pick(environment), 0);
        const surge = Math.max(0, ...chosen.map((environment) => sumOf(environment).surge.cpu));
        expect(needed(many, 'cpu')).toBe(platformNeeds(cluster.spec).cpu + surge + times * sum((environment) => sumOf(environment).cpu));
      }),
    );
  });

  it('does not depend on the order of environments', () => {
    fc.assert(
      fc.property(some, (chosen) => {
        expect(capacityOf(withEnvironments([...chosen].reverse()))).toEqual(capacityOf(withEnvironments(chosen)));
      }),
    );
  });

  it('has no restore drills without Longhorn', () => {
    const { storage } = cluster.spec;
    const local = withSpec({ storage: { ...storage, provider: 'local' } });
    expect(needed(cluster, 'storage') - needed(local, 'storage')).toBe(20 * 2 ** 30);
  });
});

describe('sumOf', () => {
  it('of a retired environment is its volumes alone', () => {
    const old = environmentOf('old');
    expect(sumOf(old)).toEqual({ cpu: 0, memory: 0, storage: 20 * 2 ** 30, pods: 0, surge: { cpu: 0, memory: 0, pods: 0 } });
  });

  it('of a tenant is nothing, of a service each replica and one more during a rollout', () => {
    const mebibyte = 2 ** 20;
    expect(sumOf(environmentOf('try-01'))).toEqual({
      cpu: 100,
      memory: 512 * mebibyte,
      storage: 0,
      pods: 2,
      surge: { cpu: 50, memory: 256 * mebibyte, pods: 1 },
    });
  });
});

describe('platformNeeds', () => {
  it('grow with every component, per node where agents run', () => {
    const bare = platformNeeds({
      ...cluster.spec,
      platform: {
        flux: { version: '1.0.0' },
        cilium: { version: '1.0.0' },
        kyverno: { version: '1.0.0' },
        'cert-manager': { version: '1.0.0' },
      },
    });
    const full = platformNeeds(cluster.spec);
    expect(full.cpu).toBeGreaterThan(bare.cpu);
    expect(full.memory).toBeGreaterThan(bare.memory);
    const [node] = cluster.spec.nodes;
    const more = platformNeeds({ ...cluster.spec, nodes: [...cluster.spec.nodes, ...(node ? [node] : [])] });
    expect(more.cpu).toBeGreaterThan(full.cpu);
  });
});
