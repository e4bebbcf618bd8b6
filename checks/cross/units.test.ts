import { pins } from '../../charts-src/testing/data';
import { altered, errorsOf, itCatches, removed, renderedSample, type Violation } from '../../charts-src/testing/rendered';
import type { Any } from '../../charts-src/testing/sample';

const prod = 'generated/sample/environments/prod';
const dependsOn =
  (name: string, names: readonly string[]): Violation['units'] =>
  (units) =>
    units.map((unit) => (unit.unit.name === name ? { ...unit, unit: { ...unit.unit, dependsOn: names } } : unit));

describe('volumes', () => {
  const claim = (alter: (object: Any) => unknown) => altered('PersistentVolumeClaim', 'xwiki-data', alter, 'prod');
  itCatches([
    {
      name: 'a claim on a class that no unit brings',
      units: claim(({ spec }) => Object.assign(spec, { storageClassName: 'fast' })),
      says: `volumes: ${prod}/persistentvolumeclaim-xwiki-data.yaml: names the StorageClass fast, which no unit brings`,
    },
    {
      name: 'a claim on whatever class is the default',
      units: claim(({ spec }) => Object.assign(spec, { storageClassName: undefined })),
      says: `volumes: ${prod}/persistentvolumeclaim-xwiki-data.yaml: names the StorageClass (none), which no unit brings`,
    },
    {
      name: 'a claim that is neither saved nor excluded',
      units: claim(({ metadata }) => Object.assign(metadata, { namespace: 'shared' })),
      says: `volumes: ${prod}/persistentvolumeclaim-xwiki-data.yaml: is neither saved nor excluded from backups with a reason`,
    },
  ]);
});

describe('volumes of a release', () => {
  const file = 'volumes: generated/sample/platform/kube-prometheus-stack/helmrelease-flux-system-kube-prometheus-stack.yaml';
  itCatches([
    {
      name: 'a claim on a class that no unit brings',
      units: altered('HelmRelease', 'kube-prometheus-stack', ({ spec }) =>
        Object.assign(spec.values.prometheus.prometheusSpec.storageSpec.volumeClaimTemplate.spec, { storageClassName: 'fast' }),
      ),
      says: `${file}: values.prometheus.prometheusSpec.storageSpec.volumeClaimTemplate names the StorageClass fast, which no unit brings`,
    },
    {
      name: 'a claim of a component whose data do not say what becomes of it',
      units: altered('HelmRelease', 'longhorn', ({ spec }) =>
        Object.assign(spec.values, { volumeClaimTemplate: { spec: { storageClassName: 'longhorn-db' } } }),
      ),
      says: 'is neither saved nor excluded from backups with a reason',
    },
  ]);

  it('need a reason in the data', () => {
    const { cluster, units } = renderedSample();
    const silent = { ...cluster.spec.platform, 'kube-prometheus-stack': { version: '88.5.3' } };
    expect(errorsOf({ cluster: { ...cluster, spec: { ...cluster.spec, platform: silent } }, units })).toEqual([
      `${file}: is neither saved nor excluded from backups with a reason`,
    ]);
  });
});

describe('order', () => {
  itCatches([
    {
      name: 'a unit that does not wait for its account',
      units: dependsOn('environments/prod', ['platform/longhorn-config', 'secrets/staging']),
      says: 'order: generated/sample/environments/prod: needs the ServiceAccount environments-prod, but does not wait for guardrails/prod',
    },
    {
      name: 'a unit that does not wait for its namespace',
      units: dependsOn('guardrails/prod', []),
      says: 'order: generated/sample/guardrails/prod: needs the Namespace prod, but does not wait for namespaces',
    },
    {
      name: 'a unit that does not wait for its class of storage',
      units: dependsOn('environments/prod', ['guardrails/prod', 'secrets/prod']),
      says: 'needs the StorageClass longhorn-db, but does not wait for platform/longhorn-config',
    },
    {
      name: 'a release that does not wait for its class of storage',
      units: dependsOn('platform/kube-prometheus-stack', ['namespaces', 'secrets/observability']),
      says: 'needs the StorageClass longhorn-files, but does not wait for platform/longhorn-config',
    },
    {
      name: 'a unit that does not wait for its encrypted Secrets',
      units: dependsOn('environments/prod', ['guardrails/prod', 'platform/longhorn-config']),
      says: 'order: generated/sample/environments/prod: needs the Secret prod/mysql-root, but does not wait for secrets/prod',
    },
    {
      name: 'a release that does not wait for its encrypted Secrets',
      units: dependsOn('platform/kube-prometheus-stack', ['namespaces', 'platform/longhorn-config']),
      says: 'needs the Secret observability/grafana-admin, but does not wait for secrets/observability',
    },
    {
      name: 'a namespace that no unit brings',
      units: removed('Namespace', 'prod'),
      says: 'needs the Namespace prod, which no unit brings',
    },
  ]);
});

describe('images', () => {
  const file = 'generated/sample/environments/qualif-01/deployment-web.yaml';
  const image = (name: string) =>
    altered('Deployment', 'web', ({ spec }) => Object.assign(spec.template.spec.containers[0], { image: name }));
  itCatches([
    {
      name: 'an image without a digest that the catalogue does not know',
      units: image('registry.example/team/web:1.2.3'),
      says: `images: ${file}: registry.example/team/web:1.2.3 (container service) has no digest`,
    },
    {
      name: 'a digest that is cut short',
      units: image(pins.service.slice(0, -1)),
      says: `images: ${file}: ${pins.service.slice(0, -1)} (container service) has no digest`,
    },
    {
      name: 'an image that begins like one of the catalogue',
      units: image('registry.example/mysql-other:1'),
      says: `images: ${file}: registry.example/mysql-other:1 (container service) has no digest`,
    },
    {
      name: 'an image of our own without a digest whose pods are not marked',
      units: altered(
        'Deployment',
        'xwiki',
        ({ spec }) => Reflect.deleteProperty(spec.template.metadata.labels, 'platform.o4g/unreleased'),
        'prod',
      ),
      says: `images: ${prod}/deployment-xwiki.yaml: registry.example/xwiki:17.3.0 (container xwiki) has no digest`,
    },
    {
      name: 'an image of an init container',
      units: altered('StatefulSet', 'mysql', ({ spec }) => Object.assign(spec.template.spec.initContainers[0], { image: 'a:1' }), 'prod'),
      says: `images: ${prod}/statefulset-mysql.yaml: a:1 (container prepare) has no digest`,
    },
  ]);
});

describe('dependencies', () => {
  itCatches([
    {
      name: 'a unit that waits for one that does not exist',
      units: dependsOn('environments/prod', ['secrets/gone']),
      says: 'dependencies: generated/sample/environments/prod: depends on secrets/gone, which is no unit',
    },
    {
      name: 'units that wait for each other',
      units: dependsOn('namespaces', ['environments/prod']),
      says: 'waits for itself: environments/prod → guardrails/prod → namespaces → environments/prod',
    },
    {
      name: 'a unit that waits for itself',
      units: dependsOn('namespaces', ['namespaces']),
      says: 'dependencies: generated/sample/namespaces: waits for itself: namespaces → namespaces',
    },
  ]);
});

describe('customResources', () => {
  itCatches([
    {
      name: 'a custom resource whose unit does not wait for its CRD',
      units: dependsOn('guardrails/policies', []),
      says: 'is a ValidatingPolicy of policies.kyverno.io, but guardrails/policies does not depend on platform/kyverno',
    },
    {
      name: 'a custom resource of a group that only looks built in',
      units: altered('Service', 'worker', (object) =>
        Object.assign(object, { apiVersion: 'gateway.networking.k8s.io/v1', kind: 'HTTPRoute' }),
      ),
      says: 'service-worker.yaml: is a HTTPRoute of gateway.networking.k8s.io, whose CRD no unit brings',
    },
    {
      name: 'a custom resource that no unit brings',
      units: altered('Service', 'worker', (object) => Object.assign(object, { apiVersion: 'example.org/v1', kind: 'Widget' })),
      says: 'service-worker.yaml: is a Widget of example.org, whose CRD no unit brings',
    },
  ]);
});
