import { roles } from '../inventory/schema/access';
import { environmentFiles, pins } from '../testing/data';
import { type Any, environmentOf, objectsOf, pick, sampleCluster, sampleEnvironment } from '../testing/sample';
import { groupsOf } from './access';
import { guardrailsUnit } from './environment';
import { namespacesUnit } from './namespaces';

const cluster = sampleCluster();
const render = (name: string, of = cluster) => objectsOf(guardrailsUnit(of, environmentOf(of, name)));
const bindings = (name: string, of = cluster): string[] =>
  render(name, of)
    .filter(({ kind }) => kind === 'RoleBinding')
    .map(({ metadata, roleRef, subjects }: Any) => {
      const who = subjects.map((subject: Any) => `${subject.kind} ${subject.namespace ? `${subject.namespace}/` : ''}${subject.name}`);
      return `${metadata.namespace}: ${roleRef.kind} ${roleRef.name} to ${who.join(', ')}`;
    });

describe('access', () => {
  it('binds groups of the cluster, and one account a unit', () => {
    expect(bindings('qualif-01').sort()).toEqual([
      'qualif-01: ClusterRole platform-developer to Group org:developers',
      'qualif-01: ClusterRole platform-operator to Group org:operators',
      'qualif-01: ClusterRole platform-unit-environment to ServiceAccount flux-system/environments-qualif-01',
      'qualif-01: ClusterRole platform-unit-monitors to ServiceAccount flux-system/monitors-qualif-01',
      'qualif-01: ClusterRole platform-unit-secrets to ServiceAccount flux-system/secrets-qualif-01',
      'qualif-01: ClusterRole platform-viewer to Group org:viewers',
      'shared: ClusterRole platform-unit-tenant to ServiceAccount flux-system/tenants-qualif-01',
    ]);
  });

  it('gives production its own groups instead of the default ones: there, developers look', () => {
    expect(bindings('prod').filter((line) => line.includes('Group'))).toEqual([
      'prod: ClusterRole platform-operator to Group org:production',
      'prod: ClusterRole platform-viewer to Group org:developers, Group org:viewers',
    ]);
  });

  it('adds the groups that an environment names, each once', () => {
    const one = sampleEnvironment('kind: staging\naccess: { operator: [org:guests, org:operators], viewer: [org:guests] }\n');
    expect(roles.map((role) => groupsOf(one.cluster.spec, one.environment, role))).toEqual([
      ['org:guests', 'org:viewers'],
      ['org:developers'],
      ['org:guests', 'org:operators'],
    ]);
  });

  it('keeps the accounts of units in flux-system, without tokens in pods', () => {
    const accounts = render('prod').filter(({ kind }) => kind === 'ServiceAccount');
    expect(accounts.map(({ metadata }) => `${metadata.namespace}/${metadata.name}`)).toEqual([
      'flux-system/environments-prod',
      'flux-system/monitors-prod',
      'flux-system/secrets-prod',
      'flux-system/tenants-prod',
    ]);
    for (const { automountServiceAccountToken } of accounts) expect(automountServiceAccountToken).toBe(false);
  });

  it('gives a guest of two hosts one account, bound in both', () => {
    const two = sampleCluster({
      environments: {
        shared: environmentFiles.shared,
        other: environmentFiles.shared.replace('shared-images', 'other-images'),
        guest: 'kind: qualification\nworkloads:\n  a: { kind: images, tenantOf: shared }\n  b: { kind: images, tenantOf: other }\n',
      },
    });
    expect(bindings('guest', two).filter((line) => line.includes('tenant'))).toEqual([
      'other: ClusterRole platform-unit-tenant to ServiceAccount flux-system/tenants-guest',
      'shared: ClusterRole platform-unit-tenant to ServiceAccount flux-system/tenants-guest',
    ]);
  });
});

describe('an environment that was a tenant', () => {
  it('keeps the account that its unit left the host with', () => {
    const dedicated = sampleCluster({
      environments: {
        shared: environmentFiles.shared,
        was: `kind: qualification\nbackup: { excluded: Nothing of it lasts. }\nworkloads:\n  images: { kind: images, version: ${pins.images}, store: disk }\n`,
      },
    });
    expect(bindings('was', dedicated)).toContain('shared: ClusterRole platform-unit-tenant to ServiceAccount flux-system/tenants-was');
    expect(bindings('shared', dedicated).filter((line) => line.includes('tenants-'))).toEqual([]);
  });
});

describe('a host of tenants', () => {
  it('lets its image service read their ConfigMaps, and nobody else’s service anything', () => {
    expect(pick(render('shared'), 'Role', 'images-tenants').rules).toEqual([
      { apiGroups: [''], resources: ['configmaps'], verbs: ['get', 'list', 'watch'] },
    ]);
    expect(bindings('shared')).toContain('shared: Role images-tenants to ServiceAccount shared/images');
    expect(render('prod').filter(({ kind }) => kind === 'Role')).toEqual([]);
  });

  it('has room for the certificate solvers of forty tenants, so that one more changes nothing of it', () => {
    const quota = (of: typeof cluster, name: string) => pick(render(name, of), 'ResourceQuota', 'quota').spec.hard;
    const tenant = 'kind: qualification\nworkloads:\n  images: { kind: images, tenantOf: shared }\n';
    expect(Number(quota(cluster, 'shared').pods)).toBeGreaterThan(40);
    expect(Number(quota(cluster, 'qualif-01').pods)).toBeLessThan(40);
    expect(quota(sampleCluster({ environments: { ...environmentFiles, 'qualif-77': tenant } }), 'shared')).toEqual(
      quota(cluster, 'shared'),
    );
  });
});

describe('namespacesUnit', () => {
  const namespaces = objectsOf(namespacesUnit(cluster, [{ name: 'observability', labels: { a: 'b' } }]));

  it('holds the namespace of every environment, labelled, restricted and never pruned', () => {
    expect(namespaces.map(({ metadata }) => metadata.name)).toEqual(['observability', 'prod', 'qualif-01', 'shared', 'staging']);
    expect(pick(namespaces, 'Namespace', 'qualif-01').metadata.labels).toEqual({
      environment: 'qualif-01',
      'kustomize.toolkit.fluxcd.io/prune': 'disabled',
      'platform.o4g/environment-kind': 'qualification',
      'pod-security.kubernetes.io/audit': 'restricted',
      'pod-security.kubernetes.io/enforce': 'restricted',
      'pod-security.kubernetes.io/warn': 'restricted',
    });
  });

  it('never lets one of the platform be pruned either', () => {
    expect(pick(namespaces, 'Namespace', 'observability').metadata.labels).toEqual({
      a: 'b',
      'kustomize.toolkit.fluxcd.io/prune': 'disabled',
    });
  });
});

describe('guardrailsUnit', () => {
  it('outlives what it guards: a retired environment keeps its access, quota and denial', () => {
    const one = sampleEnvironment(
      `kind: qualification\nretired: true\nworkloads:\n  web: { kind: service, image: ${pins.service}, port: 8080 }\n`,
    );
    const kinds = objectsOf(guardrailsUnit(one.cluster, one.environment)).map(({ kind, metadata }) => `${kind} ${metadata.name}`);
    expect(kinds).toEqual(expect.arrayContaining(['ResourceQuota quota', 'LimitRange limits', 'RoleBinding environments-one']));
    expect(kinds.filter((kind) => kind.startsWith('NetworkPolicy'))).toEqual(['NetworkPolicy default-deny']);
  });

  it('waits for namespaces only, and acts as the platform', () => {
    expect(guardrailsUnit(cluster, environmentOf(cluster, 'prod'))).toMatchObject({
      name: 'guardrails/prod',
      dependsOn: ['namespaces'],
      sync: { timeout: '2m' },
    });
  });
});
