import { digest, environmentFiles, pins } from '../../testing/data';
import { departures } from '../../testing/restricted';
import { type Any, environmentOf, objectsOf, pick, sampleCluster } from '../../testing/sample';
import { unreleasedLabel } from '../context';
import { environmentUnit } from '../environment';
import { tenantUnits } from './tenant';

const cluster = sampleCluster();
const render = (name: string, of = cluster) => objectsOf(environmentUnit(of, environmentOf(of, name)));
const deployment = (name: string, of = cluster) => pick(render(name, of), 'Deployment', 'images').spec;
const variables = (spec: Any): Record<string, string> =>
  Object.fromEntries(spec.template.spec.containers[0].env.map(({ name, value }: Record<string, string>) => [name, value]));

describe('imagesConstruct', () => {
  it.each(['prod', 'staging', 'shared'])('stays within Pod Security restricted in %s', (name) => {
    expect(departures(deployment(name).template)).toEqual([]);
  });

  it('on s3 has no volume, rolls with surge, and reads the keys from files', () => {
    const spec = deployment('prod');
    expect(render('prod').some(({ metadata }) => metadata.name === 'images-data')).toBe(false);
    expect(spec.strategy).toEqual({ type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } });
    expect(variables(spec)).toMatchObject({
      IMAGES_STORE: 's3',
      IMAGES_S3_BUCKET: 'prod-images',
      IMAGES_S3_ENDPOINT: 'https://s3.example',
      IMAGES_S3_REGION: 'eu-1',
      IMAGES_S3_SECRET_ACCESS_KEY_FILE: '/run/secrets/s3/secret-access-key',
      IMAGES_QUOTA_BYTES: `${10 * 2 ** 30}`,
    });
  });

  it('on disk has one replica that is replaced, never doubled', () => {
    const spec = deployment('staging');
    expect([spec.replicas, spec.strategy]).toEqual([1, { type: 'Recreate' }]);
    expect(variables(spec)).toMatchObject({ IMAGES_STORE: 'disk', IMAGES_DISK_FOLDER: '/data' });
    expect(Object.keys(variables(spec)).filter((name) => name.includes('S3'))).toEqual([]);
    expect(spec.template.spec.volumes).toContainEqual({ name: 'data', persistentVolumeClaim: { claimName: 'images-data' } });
  });

  it('watches for tenants, with a token, only where it serves some', () => {
    const shared = deployment('shared');
    expect(variables(shared)).toMatchObject({
      IMAGES_TENANTS_NAMESPACE: 'shared',
      IMAGES_TENANTS_SELECTOR: 'platform.o4g/tenant-of=images',
    });
    expect(shared.template.spec.automountServiceAccountToken).toBe(true);
    const alone = deployment('prod');
    expect(Object.keys(variables(alone)).filter((name) => name.includes('TENANT'))).toEqual([]);
    expect(alone.template.spec.automountServiceAccountToken).toBe(false);
  });

  it('is marked unreleased until its pin has a digest', () => {
    expect(deployment('prod').template.metadata.labels[unreleasedLabel]).toBe('true');
    const released = sampleCluster({
      environments: {
        ...environmentFiles,
        prod: environmentFiles.prod.replace(`images, version: ${pins.images}`, `images, version: 0.0.9@${digest('d')}`),
      },
    });
    const { template } = deployment('prod', released);
    expect(template.metadata.labels[unreleasedLabel]).toBeUndefined();
    expect(template.spec.containers[0].image).toBe(`registry.example/images:0.0.9@${digest('d')}`);
  });
});

describe('tenantUnits', () => {
  const [unit, ...more] = tenantUnits(cluster, environmentOf(cluster, 'qualif-01'));
  if (!unit) throw new Error('the sample has a tenant');

  it('are the only place of a tenant: its own environment has no object of it', () => {
    expect(render('qualif-01').filter(({ metadata }) => /images/.test(metadata.name))).toEqual([]);
    expect(more).toEqual([]);
    expect(tenantUnits(cluster, environmentOf(cluster, 'prod'))).toEqual([]);
  });

  it('hold what the shared service watches for, and a way in, in its namespace', () => {
    const objects = objectsOf(unit);
    expect(objects.map(({ kind, metadata }) => `${kind} ${metadata.namespace}/${metadata.name}`)).toEqual([
      'ConfigMap shared/tenant-qualif-01-images',
      'Ingress shared/tenant-qualif-01-images',
    ]);
    const config = pick(objects, 'ConfigMap');
    expect(config.metadata.labels['platform.o4g/tenant-of']).toBe('images');
    expect(config.data).toEqual({
      host: 'images.qualif-01.example.org',
      prefix: 'qualif-01/',
      quotaBytes: `${10 * 2 ** 30}`,
      tenant: 'qualif-01',
    });
    expect(pick(objects, 'Ingress').spec).toMatchObject({
      rules: [
        { host: 'images.qualif-01.example.org', http: { paths: [{ backend: { service: { name: 'images', port: { name: 'http' } } } }] } },
      ],
      tls: [{ hosts: ['images.qualif-01.example.org'], secretName: 'tenant-qualif-01-images-tls' }],
    });
  });

  it('act as an account of their own and wait for nobody but the guardrails of both ends', () => {
    expect(unit).toMatchObject({
      name: 'tenants/qualif-01',
      namespace: 'shared',
      dependsOn: ['guardrails/qualif-01', 'guardrails/shared'],
      sync: { serviceAccount: 'tenants-qualif-01' },
    });
  });

  it('go with a retired environment', () => {
    const retired = sampleCluster({
      environments: { ...environmentFiles, 'qualif-01': `retired: true\n${environmentFiles['qualif-01'].trim()}\n` },
    });
    expect(tenantUnits(retired, environmentOf(retired, 'qualif-01'))).toEqual([]);
  });

  it('put each tenant into the namespace of its own host', () => {
    const two = sampleCluster({
      environments: {
        shared: environmentFiles.shared,
        other: environmentFiles.shared.replace('shared-images', 'other-images'),
        guest: 'kind: qualification\nworkloads:\n  a: { kind: images, tenantOf: shared }\n  b: { kind: images, tenantOf: other }\n',
      },
    });
    const [both] = tenantUnits(two, environmentOf(two, 'guest'));
    if (!both) throw new Error('no unit');
    expect(objectsOf(both).map(({ metadata }) => `${metadata.namespace}/${metadata.name}`)).toEqual([
      'other/tenant-guest-b',
      'shared/tenant-guest-a',
      'other/tenant-guest-b',
      'shared/tenant-guest-a',
    ]);
    expect(both.dependsOn).toEqual(['guardrails/guest', 'guardrails/other', 'guardrails/shared']);
  });
});
