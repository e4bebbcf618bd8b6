import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encrypt } from './sops';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'sops-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));
const stub = (script: string) => {
  writeFileSync(join(folder, 'sops'), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  return join(folder, 'sops');
};

describe('encrypt', () => {
  it('hands the clear text over by standard input, and by nothing that others can see', async () => {
    const sops = stub(`{ echo "$@"; env; pwd; } >${folder}/seen; cat >${folder}/input; echo sealed`);
    expect(await encrypt(sops, { stringData: { password: 'clear' } }, ['age1a', 'age1b'])).toBe('sealed\n');
    expect(readFileSync(join(folder, 'input'), 'utf8')).toBe('{"stringData":{"password":"clear"}}');
    const seen = readFileSync(join(folder, 'seen'), 'utf8');
    expect(seen).not.toContain('clear');
    expect(seen).toContain('--age age1a,age1b --encrypted-regex ^(data|stringData)$');
    expect(seen).not.toMatch(/SOPS_AGE|AWS_|VAULT/);
  });

  it('tells what sops says when it refuses', async () => {
    await expect(encrypt(stub('cat >/dev/null; echo "no recipient" >&2; exit 7'), {}, [])).rejects.toThrow(
      'could not encrypt: no recipient',
    );
  });

  it('tells when sops ends before it has read', async () => {
    await expect(encrypt(stub('echo "bad flag" >&2; exit 1'), { stringData: { a: 'x'.repeat(2 ** 20) } }, [])).rejects.toThrow(
      'could not encrypt: bad flag',
    );
  });

  it('tells when sops cannot be started', async () => {
    await expect(encrypt(join(folder, 'gone'), {}, [])).rejects.toThrow(/ENOENT/);
  });
});
