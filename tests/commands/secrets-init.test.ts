import { generateIdentity, identityToRecipient } from 'age-encryption';
import { decryptSops } from 'sops-age';
import { parse } from 'yaml';
import { findTool } from '../../tools/find';
import { Clone } from '../clone';

jest.setTimeout(120_000);

interface Secret {
  readonly metadata: { readonly name: string; readonly namespace: string; readonly labels: Readonly<Record<string, string>> };
  readonly stringData: Readonly<Record<string, string>>;
}

let clone: Clone;
let cluster: string;
let identity: string;
let recipient: string;
beforeAll(async () => {
  identity = await generateIdentity();
  recipient = await identityToRecipient(identity);
  clone = new Clone();
  cluster = clone.shared().cluster;
  const file = `clusters/${cluster}/cluster.yaml`;
  const text = clone.read(file);
  const keyed = text.replace(/ageRecipients: \[[^\]]*\]/, `ageRecipients: [${recipient}]`);
  if (keyed === text) throw new Error(`${file} has no list ageRecipients on one line`);
  clone.write(file, keyed);
});
afterAll(() => clone.remove());

const sealed = () => clone.files(`clusters/${cluster}/secrets`);
const open = (text: string) => decryptSops(text, { fileType: 'yaml', secretKey: identity }) as Promise<Secret>;

describe('./platform secrets init', () => {
  let first: ReturnType<Clone['platform']>;
  beforeAll(() => {
    first = clone.platform(['secrets', 'init', cluster]);
  });

  it('makes every random secret that is missing, and says what others have to set', () => {
    expect([first.code, first.err]).toEqual([0, '']);
    expect(first.out).toMatch(new RegExp(`^made +clusters/${cluster}/secrets/prod/mysql-root\\.sops\\.yaml$`, 'm'));
    expect(first.out).toMatch(/^\d+ secrets made and encrypted for 1 recipient; commit them\.$/m);
    expect(first.out).toMatch(/^to be set .*set access-key-id, secret-access-key of images-s3 with sops; only its provider knows them$/m);
    expect([...sealed().keys()].every((file) => /^[a-z0-9-]+\/[a-z0-9-]+\.sops\.yaml$/.test(file))).toBe(true);
  });

  it('encrypts them so that the key opens each: 43 characters, no two the same', async () => {
    const values: string[] = [];
    for (const [file, text] of sealed()) {
      const { metadata, stringData } = await open(text);
      expect(`${metadata.namespace}/${metadata.name}.sops.yaml`).toBe(file);
      expect(metadata.labels['kustomize.toolkit.fluxcd.io/prune']).toBe('disabled');
      for (const value of Object.values(stringData)) {
        expect(value).toMatch(/^[A-Za-z0-9_-]{43}$/);
        expect(text).not.toContain(value);
        expect(first.out).not.toContain(value);
        values.push(value);
      }
      const { stringData: encrypted, sops } = parse(text);
      for (const value of Object.values<string>(encrypted)) expect(value).toMatch(/^ENC\[AES256_GCM,data:.*,type:str\]$/);
      expect(sops.age.map((key: { recipient: string }) => key.recipient)).toEqual([recipient]);
    }
    expect(values.length).toBeGreaterThan(5);
    expect(new Set(values).size).toBe(values.length);
  });

  it('makes what the real sops opens too', async () => {
    const sops = findTool(clone.folder, 'sops');
    if (sops === undefined) throw new Error('no sops of the pinned version was found');
    const [[file = '', text = ''] = []] = sealed();
    const { code, out } = clone.run(sops, ['decrypt', `clusters/${cluster}/secrets/${file}`], { SOPS_AGE_KEY: identity });
    expect(code).toBe(0);
    expect(parse(out)).toEqual(await open(text));
  });

  it('makes nothing a second time', () => {
    const before = sealed();
    const { code, out } = clone.platform(['secrets', 'init', cluster]);
    expect([code, out]).toEqual([0, expect.stringContaining('0 secrets made and encrypted')]);
    expect(out).not.toMatch(/^made/m);
    expect(sealed()).toEqual(before);
  });

  it('writes the rules by which a person edits them', () => {
    const [rule] = parse(clone.read('.sops.yaml')).creation_rules;
    expect(rule.age).toBe(recipient);
    expect(new RegExp(rule.path_regex).test(`clusters/${cluster}/secrets/prod/mysql-root.sops.yaml`)).toBe(true);
  });

  it('lets pods follow their secrets, and a check find them made', () => {
    expect(clone.platform(['render']).code).toBe(0);
    const set = parse(clone.read(`generated/${cluster}/environments/prod/statefulset-mysql.yaml`));
    expect(set.spec.template.metadata.annotations['platform.o4g/secrets-hash']).toMatch(/^[0-9a-f]{16}$/);
    const { findings } = JSON.parse(clone.platform(['check', '--json'], { PLATFORM_CACHE: '/nonexistent', PLATFORM_TOOL_KYVERNO: '' }).out);
    const pending: string[] = findings.map(({ subject }: { subject: string }) => subject);
    expect(pending).toContain(`clusters/${cluster}/secrets/observability/alertmanager-secrets.sops.yaml`);
    expect(pending.filter((subject) => subject.includes(`clusters/${cluster}/secrets/`) && /mysql|signing/.test(subject))).toEqual([]);
  });

  it('is refused by the data when somebody commits a value in clear text', () => {
    const file = `clusters/${cluster}/secrets/prod/mysql-root.sops.yaml`;
    const text = clone.read(file);
    clone.write(file, text.replace(/password: ENC\[.*\]/, 'password: hunter2'));
    const { code, err } = clone.platform(['render', '--check']);
    expect([code, err]).toEqual([
      1,
      expect.stringMatching(/mysql-root\.sops\.yaml:\d+:\d+: stringData\.password: .*\[clear-text-secret\]/),
    ]);
    expect(err).not.toContain('hunter2');
    clone.write(file, text);
  });
});
