import { environmentFiles, pins } from '../testing/data';
import { type Any, environmentOf, objectsOf, pick, sampleCluster, sampleEnvironment } from '../testing/sample';
import { environmentUnit, needsSecrets, secretsUnit } from './environment';

const cluster = sampleCluster();
const render = (name: string, of = cluster) => objectsOf(environmentUnit(of, environmentOf(of, name)));
const title = ({ kind, metadata }: Any) => `${kind} ${metadata.namespace}/${metadata.name}`;

/** Names are selectors, mounts and DNS names of what runs: a change of one is an outage, so each stands here. */
const names = {
  prod: [
    ...['ConfigMap prod/mysql-config', 'PersistentVolumeClaim prod/mysql-data', 'PersistentVolumeClaim prod/xwiki-data'],
    ...['Service prod/images', 'Service prod/mysql', 'Service prod/xwiki'],
    ...['ServiceAccount prod/images', 'ServiceAccount prod/mysql', 'ServiceAccount prod/xwiki'],
    ...['Deployment prod/images', 'Deployment prod/xwiki', 'StatefulSet prod/mysql', 'Ingress prod/images', 'Ingress prod/xwiki'],
  ],
  staging: [
    ...['ConfigMap staging/mysql-config', 'PersistentVolumeClaim staging/images-data'],
    ...['PersistentVolumeClaim staging/mysql-data', 'PersistentVolumeClaim staging/xwiki-data'],
    ...['Service staging/images', 'Service staging/mysql', 'Service staging/xwiki'],
    ...['ServiceAccount staging/images', 'ServiceAccount staging/mysql', 'ServiceAccount staging/xwiki'],
    ...['Deployment staging/images', 'Deployment staging/xwiki', 'StatefulSet staging/mysql'],
    ...['Ingress staging/images', 'Ingress staging/xwiki'],
  ],
  shared: ['Service shared/images', 'ServiceAccount shared/images', 'Deployment shared/images', 'Ingress shared/images'],
  'qualif-01': [
    ...['ConfigMap qualif-01/mysql-config', 'PersistentVolumeClaim qualif-01/mysql-data'],
    ...['Service qualif-01/mysql', 'Service qualif-01/web', 'Service qualif-01/worker'],
    ...['ServiceAccount qualif-01/mysql', 'ServiceAccount qualif-01/web', 'ServiceAccount qualif-01/worker'],
    ...['Deployment qualif-01/web', 'Deployment qualif-01/worker', 'StatefulSet qualif-01/mysql', 'Ingress qualif-01/web'],
  ],
} as const;

describe('environmentUnit', () => {
  it.each(Object.entries(names))('keeps the names of the objects of %s', (name, expected) => {
    expect(render(name).map(title)).toEqual(expected);
  });

  it.each(Object.keys(names))('holds objects of the namespace %s only, labelled as its own', (name) => {
    for (const { kind, metadata, spec } of render(name)) {
      expect(metadata.namespace).toBe(name);
      expect({ kind, labels: metadata.labels }).toMatchObject({
        labels: { 'app.kubernetes.io/part-of': name, 'app.kubernetes.io/managed-by': 'platform' },
      });
      if (spec?.template) expect(spec.template.metadata.labels).toMatchObject(spec.selector.matchLabels);
    }
  });

  it.each(Object.keys(names))('never lets a claim of %s be pruned', (name) => {
    for (const claim of render(name).filter(({ kind }) => kind === 'PersistentVolumeClaim'))
      expect(claim.metadata.labels['kustomize.toolkit.fluxcd.io/prune']).toBe('disabled');
  });

  it.each([
    { name: 'prod', dependsOn: ['guardrails/prod', 'secrets/prod', 'platform/longhorn-config'] },
    { name: 'shared', dependsOn: ['guardrails/shared', 'secrets/shared'] },
    { name: 'qualif-01', dependsOn: ['guardrails/qualif-01', 'secrets/qualif-01', 'platform/longhorn-config'] },
  ])('of $name waits for its guardrails, secrets and storage, as far as it has them', ({ name, dependsOn }) => {
    expect(environmentUnit(cluster, environmentOf(cluster, name))).toMatchObject({
      dependsOn,
      sync: { serviceAccount: `environments-${name}` },
    });
  });

  it('waits for no storage and no secrets where it needs none', () => {
    const one = sampleEnvironment(
      `kind: qualification\nworkloads:\n  web: { kind: service, image: ${pins.service}, port: 8080, secrets: { A: { secret: a, key: k, origin: external } } }\n`,
    );
    expect(environmentUnit(one.cluster, one.environment).dependsOn).toEqual(['guardrails/one']);
    expect([needsSecrets(one.environment), secretsUnit(one.cluster, one.environment)]).toEqual([false, []]);
  });

  it.each([1, 2, 7, 20])('adds four objects for each of %d services with a host, and nothing else', (count) => {
    const services = Array.from(
      { length: count },
      (_, i) => `  web-${i}: { kind: service, image: ${pins.service}, port: 8080, host: web-${i}.example.org }`,
    );
    const { cluster: one, environment } = sampleEnvironment(`kind: qualification\nworkloads:\n${services.join('\n')}\n`);
    expect(objectsOf(environmentUnit(one, environment))).toHaveLength(4 * count);
  });

  it('of a retired environment keeps data and the database at zero, and runs nothing', () => {
    const retired = sampleCluster({
      environments: { ...environmentFiles, staging: `retired: true\n${environmentFiles.staging.trim()}\n` },
    });
    const objects = render('staging', retired);
    expect(objects.map(title)).toEqual([
      'ConfigMap staging/mysql-config',
      'PersistentVolumeClaim staging/images-data',
      'PersistentVolumeClaim staging/mysql-data',
      'PersistentVolumeClaim staging/xwiki-data',
      'Service staging/mysql',
      'ServiceAccount staging/mysql',
      'StatefulSet staging/mysql',
    ]);
    expect(pick(objects, 'StatefulSet').spec.replicas).toBe(0);
    // The second merge removes the file; it must find nothing that may go.
    expect(objects.filter(({ metadata }) => metadata.labels?.['kustomize.toolkit.fluxcd.io/prune'] !== 'disabled')).toEqual([]);
    expect(secretsUnit(retired, environmentOf(retired, 'staging'))).toHaveLength(1);
  });
});

describe('secretsUnit', () => {
  it('is the encrypted folder of the environment, decrypted by an account that may do nothing else', () => {
    expect(secretsUnit(cluster, environmentOf(cluster, 'prod'))).toEqual([
      {
        name: 'secrets/prod',
        sources: ['clusters/sample/secrets/prod/'],
        dependsOn: ['guardrails/prod'],
        namespace: 'prod',
        sync: { timeout: '2m', decrypt: true, serviceAccount: 'secrets-prod', path: 'clusters/sample/secrets/prod' },
      },
    ]);
  });
});
