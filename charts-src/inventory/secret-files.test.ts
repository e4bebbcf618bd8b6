import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { removeCopies, repository } from './fixtures/overlay';
import { readSecrets } from './secret-files';

afterAll(removeCopies);

const file = 'clusters/demo/secrets/try-01/api-token.sops.yaml';

/** The hash of the base's secret after its text was changed. */
function hashAfter(...edits: readonly (readonly [from: string, to: string])[]): string | undefined {
  const root = repository();
  const path = join(root, file);
  const text = edits.reduce(
    (before, [from, to]) => {
      if (!before.includes(from)) throw new Error(`the secret does not hold ${from}`);
      return before.replace(from, to);
    },
    readFileSync(path, 'utf8'),
  );
  writeFileSync(path, text);
  const { files, faults } = readSecrets(root, 'clusters/demo');
  expect(faults).toEqual([]);
  return files[0]?.hash;
}
const value = 'ENC[AES256_GCM,data:3q2+7w==,iv:AAAA,tag:BBBB,type:str]';

describe('the hash of a secret', () => {
  const hash = hashAfter();

  it.each<[string, readonly (readonly [string, string])[]]>([
    ['a value', [[value, value.replace('3q2', '4q2')]]],
    ['the name of a key', [['  token:', '  tokens:']]],
    ['another key', [['  token:', `  more: ${value}\n  token:`]]],
  ])('changes with %s', (_, edits) => expect(hashAfter(...edits)).not.toBe(hash));

  it.each<[string, readonly (readonly [string, string])[]]>([
    ['the date of sops', [['2026-11-01', '2026-11-02']]],
    ['the mac of sops', [['iv:CCCC', 'iv:EEEE']]],
    ['the recipients', [['enc: made-up', 'enc: made-up-again']]],
    ['the version of sops', [['3.13.3', '3.14.0']]],
    ['a comment', [['type: Opaque', 'type: Opaque # as it was']]],
    ['labels', [['  namespace: try-01', '  namespace: try-01\n  labels: { a: b }']]],
  ])('does not change with %s', (_, edits) => expect(hashAfter(...edits)).toBe(hash));

  it('does not change with the order of keys, and tells keys from values', () => {
    const two = (first: string, second: string) => hashAfter([`  token: ${value}`, `  ${first}: ${value}\n  ${second}: ${value}`]);
    expect(two('a', 'b')).toBe(two('b', 'a'));
    expect(two('a', 'bc')).not.toBe(two('ab', 'c'));
  });
});

describe('readSecrets', () => {
  it('is empty without the folder', () => {
    expect(readSecrets(repository(), 'clusters/nowhere')).toEqual({ files: [], faults: [] });
  });

  it('lists files by path, keys by name', () => {
    const root = repository();
    const text = readFileSync(join(root, file), 'utf8');
    const add = (namespace: string, name: string) => {
      const path = join(root, 'clusters/demo/secrets', namespace, `${name}.sops.yaml`);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(
        path,
        text
          .replace('name: api-token', `name: ${name}`)
          .replace('namespace: try-01', `namespace: ${namespace}`)
          .replace('  token:', `  b: ${value}\n  a:`),
      );
    };
    add('try-01', 'a-key');
    add('live', 'z-key');
    expect(readSecrets(root, 'clusters/demo').files.map(({ namespace, name, keys }) => [namespace, name, keys.join()])).toEqual([
      ['live', 'z-key', 'a,b'],
      ['try-01', 'a-key', 'a,b'],
      ['try-01', 'api-token', 'token'],
    ]);
  });

  it.each([
    ['a value in clear text', [value, 'hunter2']],
    ['a number in clear text', [value, '80200']],
    ['a mapping for a value', [value, '{ a: hunter2 }']],
    ['a value that only looks encrypted', [value, '" ENC[hunter2]"']],
    ['clear text beside encrypted text', ['stringData:', 'data: { other: aHVudGVyMg== }\nstringData:']],
    ['a list for the data', [`stringData:\n  token: ${value}`, 'stringData: [hunter2]']],
    ['a text for the data', [`stringData:\n  token: ${value}`, 'data: hunter2']],
  ] as const)('refuses %s, and repeats nothing of it', (_, [from, to]) => {
    const root = repository();
    writeFileSync(join(root, file), readFileSync(join(root, file), 'utf8').replace(from, to));
    const { files, faults } = readSecrets(root, 'clusters/demo');
    expect(files).toEqual([]);
    expect(faults.map(({ code }) => code)).toEqual(['clear-text-secret']);
    expect(JSON.stringify(faults)).not.toMatch(/hunter2|80200|aHVudGVyMg/);
  });
});
