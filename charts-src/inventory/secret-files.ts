import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Fault } from './fault';
import { isFolder } from './folders';
import type { SecretFile } from './model';
import { type DataFile, type Path, readYaml } from './yaml-file';

const suffix = '.sops.yaml';

interface EncryptedSecret {
  readonly kind?: unknown;
  readonly metadata?: { readonly name?: unknown; readonly namespace?: unknown };
  readonly data?: unknown;
  readonly stringData?: unknown;
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
    const stray = strayReason(file.slice(folder.length + 1));
    if (stray !== undefined) {
      faults.push({
        code: 'stray-file',
        file,
        field: '',
        constraint: stray,
        remedy: 'encrypt it with sops and move it there, or remove it',
      });
      continue;
    }
    const read = readYaml(root, file, { secret: true });
    if (!read.ok) faults.push(...read.faults);
    else {
      const secret = readSecret(read.ok);
      faults.push(...secret.faults);
      if (secret.file) files.push(secret.file);
    }
  }
  return { files, faults };
}

/** Why a path below secrets/ is not read. */
function strayReason(path: string): string | undefined {
  if (!path.endsWith(suffix)) return `only ${suffix} files stand here`;
  return path.split('/').length === 2 ? undefined : `only <namespace>/<secret>${suffix} stands here`;
}

function secretPaths(root: string, folder: string): string[] {
  if (!isFolder(root, folder)) return [];
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(join(root, '/').length))
    .sort();
}

function readSecret(source: DataFile): { readonly file?: SecretFile; readonly faults: readonly Fault[] } {
  const secret = (source.data ?? {}) as EncryptedSecret;
  const [namespace = '', fileName = ''] = source.file.split('/').slice(-2);
  const { name } = secret.metadata ?? {};
  const refuse = (path: Path, constraint: string, remedy: string, value?: unknown) => ({
    faults: [source.fault('bad-value', path, constraint, remedy, value)],
  });
  if (secret.kind !== 'Secret' || typeof name !== 'string')
    return refuse(['kind'], 'must be a Secret with a name', 'make it with secrets init');
  if (secret.metadata?.namespace !== namespace)
    return refuse(
      ['metadata', 'namespace'],
      `must be ${namespace}, the folder it stands in`,
      'move the file or mend the namespace',
      secret.metadata?.namespace,
    );
  // Two files of one Secret would undo each other at every sync.
  if (`${name}${suffix}` !== fileName)
    return refuse(
      ['metadata', 'name'],
      `must be ${fileName.slice(0, -suffix.length)}, like the file`,
      'rename the file or mend the name',
      name,
    );
  const values = [...entriesOf(secret, 'data'), ...entriesOf(secret, 'stringData')];
  const clear = values.find(({ value }) => typeof value !== 'string' || !value.startsWith('ENC['));
  if (clear !== undefined || typeof secret.sops?.mac !== 'string') {
    const remedy = 'encrypt it, and change the value: it has been in clear text';
    return { faults: [source.fault('clear-text-secret', clear?.path ?? ['sops'], 'a secret must be encrypted by sops', remedy)] };
  }
  const sorted = values.sort((a, b) => (a.key < b.key ? -1 : 1));
  const hash = createHash('sha256');
  for (const { key, value } of sorted) hash.update(`${key}\0${value}\0`);
  return {
    file: { file: source.file, namespace, name, keys: [...new Set(sorted.map(({ key }) => key))], hash: hash.digest('hex') },
    faults: [],
  };
}

/** Keys and values of one part of a Secret; a part that is no mapping counts as one value, in clear text. */
function entriesOf(secret: EncryptedSecret, part: 'data' | 'stringData'): { path: Path; key: string; value: unknown }[] {
  const given = secret[part];
  if (given === undefined || given === null) return [];
  if (typeof given !== 'object' || Array.isArray(given)) return [{ path: [part], key: part, value: undefined }];
  return Object.entries(given).map(([key, value]) => ({ path: [part, key], key, value }));
}
