import type { Cluster } from '../inventory/model';
import { environmentFiles, pins } from '../testing/data';
import { bytesOf, millicoresOf } from '../testing/restricted';
import { type Any, checked, environmentOf, objectsFrom, objectsOf, pick, sampleCluster, sampleEnvironment } from '../testing/sample';
import { environmentUnit } from '../workloads/environment';
import { environmentBudget, quotaObjects } from './quota';

const gibi = 2 ** 30;
const hard = (cluster: Cluster, name: string): Record<string, string> =>
  pick(
    objectsFrom((chart) => quotaObjects(chart, name, environmentBudget(environmentOf(cluster, name)))),
    'ResourceQuota',
  ).spec.hard;

/** What the pods of an environment ask for at once, while the rollout that asks for most runs. */
function asked(cluster: Cluster, name: string) {
  const pods = objectsOf(environmentUnit(cluster, environmentOf(cluster, name))).filter(({ spec }) => spec?.template);
  const of = (template: Any, read: (resources: Any) => number) => {
    const sum = template.spec.containers.reduce((total: number, { resources }: Any) => total + read(resources), 0);
    return Math.max(sum, ...(template.spec.initContainers ?? []).map(({ resources }: Any) => read(resources)));
  };
  const total = (read: (resources: Any) => number) => {
    const surge = pods.map(({ spec }) => (spec.strategy?.rollingUpdate ? of(spec.template, read) : 0));
    return pods.reduce((sum, { spec }) => sum + spec.replicas * of(spec.template, read), 0) + Math.max(0, ...surge);
  };
  return {
    'requests.cpu': total(({ requests }) => millicoresOf(requests.cpu)),
    'limits.cpu': total(({ limits }) => millicoresOf(limits.cpu)),
    'requests.memory': total(({ requests }) => bytesOf(requests.memory)),
    'limits.memory': total(({ limits }) => bytesOf(limits.memory)),
    pods: pods.reduce((sum, { spec }) => sum + spec.replicas + (spec.strategy?.rollingUpdate ? 1 : 0), 0),
  };
}
const number = (resource: string, quantity: string): number =>
  resource === 'pods' ? Number(quantity) : resource.endsWith('cpu') ? millicoresOf(quantity) : bytesOf(quantity);

describe('quota', () => {
  const all = [sampleCluster(), ...checked().clusters].flatMap((cluster) =>
    cluster.environments.map(({ name }) => ({ cluster, name, title: `${cluster.name}/${name}` })),
  );
  it.each(all)('of $title holds what its workloads ask for, rollout included', ({ cluster, name }) => {
    const given = hard(cluster, name);
    for (const [resource, needed] of Object.entries(asked(cluster, name)))
      expect({ resource, fits: number(resource, given[resource] ?? '0') >= needed }).toEqual({ resource, fits: true });
  });

  it.each(all)('of $title holds its volumes exactly', ({ cluster, name }) => {
    const claims = objectsOf(environmentUnit(cluster, environmentOf(cluster, name))).filter(({ kind }) => kind === 'PersistentVolumeClaim');
    const sum = claims.reduce((total, { spec }) => total + bytesOf(spec.resources.requests.storage), 0);
    const given = hard(cluster, name);
    expect(given.persistentvolumeclaims).toBe(`${claims.length}`);
    expect(given['requests.storage'] === '0' ? 0 : bytesOf(given['requests.storage'] ?? '')).toBe(sum);
  });

  const one = (more: string) => {
    const { environment } = sampleEnvironment(
      `kind: qualification\n${more}workloads:\n  web: { kind: service, image: ${pins.service}, port: 8080, replicas: 2, resources: { cpu: 100m, memory: 1Gi } }\n`,
    );
    return environmentBudget(environment);
  };

  it('is the sum, the surge, a fifth on top, and slack for what comes and goes', () => {
    expect(one('')).toEqual({ cpu: 300 * 1.2 + 500, memory: Math.ceil(3 * gibi * 1.2) + gibi, storage: 0, volumes: 0, pods: 2 + 1 + 8 });
  });

  it.each([
    { name: 'CPU', text: 'cpu: 250m', budget: { cpu: 250 } },
    { name: 'memory', text: 'memory: 8Gi', budget: { memory: 8 * gibi } },
    { name: 'storage', text: 'storage: 5Gi', budget: { storage: 5 * gibi } },
    { name: 'pods', text: 'pods: 3', budget: { pods: 3 } },
  ])('takes $name from the file where it says so, and nothing else', ({ text, budget }) => {
    expect(one(`overrides: { quota: { ${text} } }\n`)).toEqual({ ...one(''), ...budget });
  });

  it('never permits ways around the ingress', () => {
    expect(hard(sampleCluster(), 'prod')).toMatchObject({ 'services.loadbalancers': '0', 'services.nodeports': '0' });
  });

  it('of a retired environment keeps the volumes and a little slack', () => {
    const retired = sampleCluster({
      environments: { ...environmentFiles, staging: `retired: true\n${environmentFiles.staging.trim()}\n` },
    });
    expect(environmentBudget(environmentOf(retired, 'staging'))).toMatchObject({ cpu: 500, memory: gibi, volumes: 3, pods: 8 });
  });
});

describe('limits', () => {
  it('give a container that says nothing little, and the same ratio of limit to request', () => {
    const [limit] = pick(
      objectsFrom((chart) => quotaObjects(chart, 'one', { cpu: 1, memory: 1, storage: 0, volumes: 0, pods: 1 })),
      'LimitRange',
    ).spec.limits;
    expect(limit).toMatchObject({
      type: 'Container',
      default: { cpu: '80m', memory: '64Mi' },
      defaultRequest: { cpu: '20m', memory: '64Mi' },
    });
  });
});
