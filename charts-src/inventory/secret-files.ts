import { createHash } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Fault } from './fault';
import type { SecretFile } from './model';
import { type DataFile, readYaml } from './yaml-file';

const suffix = '.sops.yaml';

interface EncryptedSecret {
  readonly kind?: unknown;
  readonly metadata?: { readonly name?: unknown; readonly namespace?: unknown };
  readonly data?: Readonly<Record<string, unknown>>;
  readonly stringData?: Readonly<Record<string, unknown>>;
  readonly sops?: { readonly mac?: unknown };
}

/** Reads the encrypted secrets of a cluster; anything in clear text is a fault that never repeats the value. */
export function readSecrets(
  root: string,
  clusterFolder: string,
): { readonly files: readonly SecretFile[]; readonly faults: readonly Fault[] } {
  const folder = `${clusterFolder}/secrets`;
  const files: SecretFile[] = [];
  const faults: Fault[] = [];
  for (const file of secretPaths(root, folder)) {
    if (!file.endsWith(suffix)) {
      faults.push({
        code: 'stray-file',
        file,
        field: '',
        constraint: `only ${suffix} files stand here`,
        remedy: 'encrypt it with sops, or remove it',
      });
      continue;
    }
    const read = readYaml(root, file);
    if (!read.ok) faults.push(...read.faults);
    else {
      const secret = readSecret(read.ok);
      faults.push(...secret.faults);
      if (secret.file) files.push(secret.file);
    }
  }
  return { files, faults };
}

function secretPaths(root: string, folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(root, '/').length))
    .sort();
}

function readSecret(source: DataFile): { readonly file?: SecretFile; readonly faults: readonly Fault[] } {
  const secret = (source.data ?? {}) as EncryptedSecret;
  const namespace = source.file.split('/').at(-2) ?? '';
  const values = { ...secret.data, ...secret.stringData };
  if (secret.kind !== 'Secret' || typeof secret.metadata?.name !== 'string')
    return { faults: [source.fault('bad-value', ['kind'], 'must be a Secret with a name', 'make it with secrets init')] };
  if (secret.metadata.namespace !== namespace)
    return {
      faults: [
        source.fault(
          'bad-value',
          ['metadata', 'namespace'],
          `must be ${namespace}, the folder it stands in`,
          'move the file or mend the namespace',
          secret.metadata.namespace,
        ),
      ],
    };
  const clear = Object.entries(values).filter(([, value]) => typeof value !== 'string' || !value.startsWith('ENC['));
  const unsealed = typeof secret.sops?.mac !== 'string';
  if (clear.length > 0 || unsealed) {
    const field = clear[0]?.[0];
    const fault = source.fault(
      'clear-text-secret',
      field === undefined ? ['sops'] : [secret.stringData && field in secret.stringData ? 'stringData' : 'data', field],
      'a secret must be encrypted by sops',
      'encrypt it, and change the value: it has been in clear text',
    );
    return { faults: [fault] };
  }
  const keys = Object.keys(values).sort();
  const hash = createHash('sha256');
  for (const key of keys) hash.update(`${key}\0${String(values[key])}\0`);
  return { file: { file: source.file, namespace, name: secret.metadata.name, keys, hash: hash.digest('hex') }, faults: [] };
}
