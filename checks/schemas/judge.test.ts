import { join } from 'node:path';
import { schemaFindings } from './judge';
import { valid } from './valid-objects';

const root = join(__dirname, '../..');
const findings = (object: unknown) => schemaFindings([{ object }], root);

/** A copy with the value at a JSON pointer replaced; undefined removes it. */
function broken(object: object, pointer: string, value: unknown): object {
  const copy = structuredClone(object);
  const steps = pointer
    .split('/')
    .slice(1)
    .map((step) => step.replaceAll('~1', '/'));
  const last = steps.pop() ?? '';
  const parent = steps.reduce<Record<string, unknown>>((at, step) => at[step] as Record<string, unknown>, copy as Record<string, unknown>);
  if (value === undefined) delete parent[last];
  else parent[last] = value;
  return copy;
}

const container = '/spec/template/spec/containers/0';

describe('schemaFindings', () => {
  it.each(Object.entries(valid))('accepts a valid %s', (_, object) => {
    expect(findings(object)).toEqual([]);
  });

  it.each<[fault: string, object: object, pointer: string, value: unknown, at: string, problem: string]>([
    ['misspelt field', valid.deployment, '/spec/replica', 2, '/spec/replica', 'did you mean "replicas"?'],
    [
      'misspelt field of a container',
      valid.deployment,
      `${container}/imagepullPolicy`,
      'Always',
      `${container}/imagepullPolicy`,
      '"imagePullPolicy"',
    ],
    ['misspelt field of a custom resource', valid.helmRelease, '/spec/intervall', '1m', '/spec/intervall', 'did you mean "interval"?'],
    ['misspelt field of an issuer', valid.clusterIssuer, '/spec/acme/emails', 'a@b.example', '/spec/acme/emails', 'did you mean "email"?'],
    ['field of another kind', valid.service, '/spec/replicas', 1, '/spec/replicas', 'no such field'],
    ['status in a manifest', valid.deployment, '/status', {}, '/status', 'no such field'],
    [
      'field that only the cluster writes',
      valid.deployment,
      '/metadata/creationTimestamp',
      '2026-01-01T00:00:00Z',
      '/metadata/creationTimestamp',
      'no such field',
    ],
    ['unknown metadata of a custom resource', valid.helmRelease, '/metadata/label', {}, '/metadata/label', 'did you mean "labels"?'],
    ['number as text', valid.deployment, '/spec/replicas', '1', '/spec/replicas', 'must be integer'],
    ['text as number', valid.configMap, '/data/my.cnf', 1, '/data/my.cnf', 'must be string'],
    ['boolean as text', valid.kustomization, '/spec/prune', 'true', '/spec/prune', 'must be boolean'],
    ['list as map', valid.service, '/spec/ports', { port: 80 }, '/spec/ports', 'must be array'],
    ['null where a value is asked for', valid.deployment, '/spec/replicas', null, '/spec/replicas', 'must be integer'],
    ['fraction for an integer', valid.deployment, '/spec/replicas', 1.5, '/spec/replicas', 'must be integer'],
    ['integer beyond 32 bits', valid.deployment, '/spec/replicas', 2 ** 31, '/spec/replicas', 'integer of 32 bits'],
    ['missing selector', valid.deployment, '/spec/selector', undefined, '/spec/selector', 'must be given'],
    ['missing container name', valid.deployment, `${container}/name`, undefined, `${container}/name`, 'must be given'],
    ['missing interval of a release', valid.helmRelease, '/spec/interval', undefined, '/spec/interval', 'must be given'],
    ['missing maximum of an autoscaler', valid.autoscaler, '/spec/maxReplicas', undefined, '/spec/maxReplicas', 'must be given'],
    ['missing expression of a rule', valid.rule, '/spec/groups/0/rules/0/expr', undefined, '/spec/groups/0/rules/0/expr', 'must be given'],
    ['value outside an enumeration', valid.service, '/spec/type', 'ClusterIp', '/spec/type', 'did you mean "ClusterIP"?'],
    [
      'lower case in an enumeration',
      valid.cronJob,
      '/spec/concurrencyPolicy',
      'forbid',
      '/spec/concurrencyPolicy',
      'did you mean "Forbid"?',
    ],
    ['value outside a list of enumerated values', valid.claim, '/spec/accessModes/0', 'ReadWrite', '/spec/accessModes/0', 'must be one of'],
    [
      'value outside an enumeration of a custom resource',
      valid.recurringJob,
      '/spec/task',
      'snapshots',
      '/spec/task',
      'did you mean "snapshot"?',
    ],
    [
      'protocol that does not exist',
      valid.networkPolicy,
      '/spec/ingress/0/ports/0/protocol',
      'HTTP',
      '/spec/ingress/0/ports/0/protocol',
      'SCTP, TCP, UDP',
    ],
    [
      'port that is neither number nor name',
      valid.service,
      '/spec/ports/0/targetPort',
      true,
      '/spec/ports/0/targetPort',
      'integer or string',
    ],
    [
      'port with a fraction',
      valid.networkPolicy,
      '/spec/ingress/0/ports/0/port',
      80.5,
      '/spec/ingress/0/ports/0/port',
      'integer or string',
    ],
    [
      'quantity with an unknown suffix',
      valid.claim,
      '/spec/resources/requests/storage',
      '20GiB',
      '/spec/resources/requests/storage',
      'must be a quantity',
    ],
    [
      'quantity with a blank',
      valid.deployment,
      `${container}/resources/limits/memory`,
      '2 Gi',
      `${container}/resources/limits/memory`,
      'must be a quantity',
    ],
    [
      'quantity that is a list',
      valid.claim,
      '/spec/resources/requests/storage',
      [1],
      '/spec/resources/requests/storage',
      'string or number',
    ],
    ['duration without a unit', valid.helmRelease, '/spec/interval', '10', '/spec/interval', 'must match'],
    ['secret that is not base64', valid.secret, '/data/password', 'not base64!', '/data/password', 'must be base64'],
    ['metadata missing', valid.configMap, '/metadata', undefined, '/metadata', 'must be given'],
    ['name missing', valid.configMap, '/metadata/name', undefined, '/metadata/name', 'must be given'],
    ['name in upper case', valid.deployment, '/metadata/name', 'XWiki', '/metadata/name', 'DNS subdomain'],
    ['name with an underscore', valid.helmRelease, '/metadata/name', 'long_horn', '/metadata/name', 'DNS subdomain'],
    ['namespace with a dot', valid.namespace, '/metadata/name', 'qualif.01', '/metadata/name', 'DNS label'],
    ['service that starts with a digit', valid.service, '/metadata/name', '1xwiki', '/metadata/name', 'starts with a letter'],
    ['service of 64 characters', valid.service, '/metadata/name', 'x'.repeat(64), '/metadata/name', 'at most 63'],
    ['cron job of 53 characters', valid.cronJob, '/metadata/name', 'x'.repeat(53), '/metadata/name', 'at most 52'],
    ['role with a slash', valid.clusterRole, '/metadata/name', 'a/b', '/metadata/name', 'path segment'],
    ['namespace missing', valid.deployment, '/metadata/namespace', undefined, '/metadata/namespace', 'Deployment is a namespaced kind'],
    [
      'namespace missing on a custom resource',
      valid.serviceMonitor,
      '/metadata/namespace',
      undefined,
      '/metadata/namespace',
      'must be given',
    ],
    ['namespace on a cluster-scoped kind', valid.clusterRole, '/metadata/namespace', 'prod', '/metadata/namespace', 'must be absent'],
    ['namespace on a cluster-scoped custom resource', valid.policy, '/metadata/namespace', 'prod', '/metadata/namespace', 'must be absent'],
    ['namespace that is no label', valid.deployment, '/metadata/namespace', 'Prod', '/metadata/namespace', 'DNS label'],
    ['label value with a blank', valid.namespace, '/metadata/labels/environment', 'my prod', '/metadata/labels/environment', 'label value'],
    [
      'label value of 64 characters',
      valid.namespace,
      '/metadata/labels/environment',
      'x'.repeat(64),
      '/metadata/labels/environment',
      'label value',
    ],
    ['label that is a boolean', valid.namespace, '/metadata/labels/environment', true, '/metadata/labels/environment', 'must be string'],
    ['label key with two slashes', valid.namespace, '/metadata/labels', { 'a/b/c': 'x' }, '/metadata/labels/a~1b~1c', 'must have a key'],
    [
      'label key with a prefix in upper case',
      valid.namespace,
      '/metadata/labels',
      { 'O4g/x': 'y' },
      '/metadata/labels/O4g~1x',
      'must have a key',
    ],
    [
      'bad label on the pods',
      valid.deployment,
      '/spec/template/metadata/labels',
      { app: '-x' },
      '/spec/template/metadata/labels/app',
      'label value',
    ],
    [
      'annotation key with a blank',
      valid.namespace,
      '/metadata/annotations',
      { 'a b': 'x' },
      '/metadata/annotations/a b',
      'must have a key',
    ],
    [
      'annotations beyond 256 KiB',
      valid.namespace,
      '/metadata/annotations',
      { a: 'x'.repeat(262144) },
      '/metadata/annotations',
      'at most 262144 bytes',
    ],
    ['kind misspelt', valid.deployment, '/kind', 'Deploiment', '/kind', 'did you mean "apps/v1 Deployment"?'],
    [
      'kind of another version',
      valid.autoscaler,
      '/apiVersion',
      'autoscaling/v1',
      '/kind',
      'did you mean "autoscaling/v2 HorizontalPodAutoscaler"?',
    ],
    ['kind that nothing here knows', valid.configMap, '/kind', 'Whatever', '/kind', 'no schema of this kind'],
    ['apiVersion missing', valid.configMap, '/apiVersion', undefined, '/apiVersion', 'must be given'],
    ['kind that is no text', valid.configMap, '/kind', 1, '/kind', 'must be given'],
  ])('finds the %s', (_, object, pointer, value, at, problem) => {
    expect(findings(broken(object, pointer, value))).toEqual([
      expect.objectContaining({ path: at, problem: expect.stringContaining(problem) }),
    ]);
  });

  it('says where: file, object, path, value', () => {
    const object = broken(valid.deployment, '/spec/replicas', 'one');
    expect(schemaFindings([{ file: 'generated/a.yaml', object }], root)).toEqual([
      {
        file: 'generated/a.yaml',
        object: 'apps/v1 Deployment prod/xwiki',
        path: '/spec/replicas',
        problem: 'must be integer',
        value: '"one"',
      },
    ]);
  });

  it('never shows a value of a Secret', () => {
    const found = findings({ ...valid.secret, data: { password: 'hunter2!' }, stringData: { password: 12345678 } });
    expect(found.map(({ path }) => path)).toEqual(['/data/password', '/stringData/password']);
    expect(JSON.stringify(found)).not.toMatch(/hunter2|12345678/);
  });

  it('reports every fault of every object, in their order', () => {
    const first = broken(broken(valid.deployment, '/spec/replicas', 'x'), `${container}/image`, 1);
    const paths = schemaFindings([{ object: first }, { object: valid.service }, { object: [] }], root).map(({ path }) => path);
    expect(paths).toEqual(['/spec/replicas', `${container}/image`, '']);
  });
});
