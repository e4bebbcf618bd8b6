import { stringify } from 'yaml';
import { environmentFiles } from '../testing/data';
import { environmentOf, objectsOf, pick, sampleCluster } from '../testing/sample';
import { environmentUnit } from './environment';

interface Sealed {
  readonly namespace?: string;
  readonly name?: string;
  /** Encrypted values by key. */
  readonly values?: Readonly<Record<string, string>>;
  readonly mac?: string;
  readonly lastmodified?: string;
}
/** A file as sops writes it; the values are no real ciphertext. */
function sealed({
  namespace = 'prod',
  name = 'mysql-user-xwiki',
  values = { password: 'one' },
  mac = 'm',
  lastmodified = 'today',
}: Sealed) {
  const encrypted = (value: string) => `ENC[AES256_GCM,data:${value},iv:i,tag:t,type:str]`;
  const text = stringify({
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, namespace },
    stringData: Object.fromEntries(Object.entries(values).map(([key, value]) => [key, encrypted(value)])),
    sops: { age: [], encrypted_regex: '^(data|stringData)$', lastmodified, mac: encrypted(mac), version: '3.13.3' },
  });
  return [`${namespace}/${name}.sops.yaml`, text];
}
const annotations = (...files: readonly Sealed[]): Record<string, Record<string, string> | undefined> => {
  const cluster = sampleCluster({ secrets: Object.fromEntries(files.map(sealed)) });
  const objects = objectsOf(environmentUnit(cluster, environmentOf(cluster, 'prod')));
  const of = (kind: string, name: string) => pick(objects, kind, name).spec.template.metadata.annotations;
  return { mysql: of('StatefulSet', 'mysql'), xwiki: of('Deployment', 'xwiki'), images: of('Deployment', 'images') };
};
const secrets = 'platform.o4g/secrets-hash';

describe('restartAnnotations', () => {
  const before = annotations({});

  it('are absent as long as there is nothing to follow', () => {
    expect(annotations().xwiki).toEqual({});
    expect(annotations().mysql).toEqual({ 'platform.o4g/config-hash': expect.stringMatching(/^[0-9a-f]{16}$/) });
  });

  it('follow a Secret in every pod that reads it, and in no other', () => {
    expect(before.xwiki?.[secrets]).toMatch(/^[0-9a-f]{16}$/);
    expect(before.mysql?.[secrets]).toBe(before.xwiki?.[secrets]);
    expect(before.images?.[secrets]).toBeUndefined();
  });

  it.each<{ readonly name: string; readonly file: Sealed; readonly restarts: boolean }>([
    { name: 'another value', file: { values: { password: 'two' } }, restarts: true },
    { name: 'another key', file: { values: { password: 'one', more: 'x' } }, restarts: true },
    { name: 'a new MAC and date of sops', file: { mac: 'other', lastmodified: 'tomorrow' }, restarts: false },
  ])('restart pods on $name: $restarts', ({ file, restarts }) => {
    const after = annotations(file);
    expect(after.xwiki?.[secrets] !== before.xwiki?.[secrets]).toBe(restarts);
    expect(after.mysql?.[secrets] !== before.mysql?.[secrets]).toBe(restarts);
  });

  it('leave out Secrets of the same name in other namespaces', () => {
    expect(annotations({}, { namespace: 'staging', values: { password: 'two' } })).toEqual(before);
  });

  it('change with the configuration of MySQL, and with nothing that is none of it', () => {
    const hash = (prod: string) => {
      const cluster = sampleCluster({ environments: { ...environmentFiles, prod } });
      const objects = objectsOf(environmentUnit(cluster, environmentOf(cluster, 'prod')));
      return pick(objects, 'StatefulSet').spec.template.metadata.annotations['platform.o4g/config-hash'];
    };
    const same = hash(environmentFiles.prod);
    const sized = (field: string) => environmentFiles.prod.replace('{ kind: mysql,', `{ kind: mysql, ${field},`);
    expect(hash(sized('resources: { cpu: "1", memory: 4Gi }'))).toBe(same);
    expect(hash(sized('resources: { cpu: "1", memory: 8Gi }'))).not.toBe(same);
    expect(hash(sized('databases: [xwiki, more]'))).not.toBe(same);
  });
});
