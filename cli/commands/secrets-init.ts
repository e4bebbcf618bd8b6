import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { Cluster } from '../../charts-src/inventory/model';
import { sopsConfig } from '../../charts-src/inventory/sops-config';
import type { SecretNeed } from '../../charts-src/inventory/workload-model';
import { secretNeeds } from '../../charts-src/secret-needs';
import { findTool } from '../../tools/find';
import { encrypt } from '../../tools/sops';
import { inventoryOrFaults } from '../inventory';
import { count, type ExitCode, exitCode, type Output } from '../output';

/** Entropy of a random secret, in bytes: 256 bits, 43 characters of base64url, safe in files, URLs and shells. */
const secretBytes = 32;

export interface SecretsInitOptions {
  readonly root: string;
  readonly cluster: string;
  /** Namespace: an environment, or one of the platform's. Default: all. */
  readonly environment?: string;
}

/** Makes the random secrets that are not there yet, each encrypted before it touches the disk. Never changes one that exists. */
export async function secretsInitCommand({ root, cluster: name, environment }: SecretsInitOptions, output: Output): Promise<ExitCode> {
  const inventory = inventoryOrFaults(root, output, false);
  if (!inventory) return exitCode.findings;
  const cluster = inventory.clusters.find((candidate) => candidate.name === name);
  const refusal = refusalOf(cluster, name, inventory.clusters, environment);
  if (refusal !== undefined || !cluster) {
    output.note(refusal ?? '');
    return exitCode.usage;
  }
  const sops = findTool(root, 'sops');
  if (sops === undefined) {
    output.note(
      'Could not encrypt: no sops of the pinned version was found. Run ./platform test policies once, which builds the tools, or put it on PATH.',
    );
    return exitCode.findings;
  }
  writeWhole(join(root, '.sops.yaml'), sopsConfig(inventory));
  const needs = secretNeeds(cluster).filter(({ namespace }) => environment === undefined || namespace === environment);
  let made = 0;
  for (const { namespace, need } of needs) {
    const file = join('clusters', name, 'secrets', namespace, `${need.name}.sops.yaml`);
    if (existsSync(join(root, file))) {
      const present = cluster.secrets.find((secret) => secret.file === file)?.keys ?? [];
      const absent = need.keys.filter((key) => !present.includes(key));
      if (absent.length > 0) output.line(`to be set  ${file}: add ${absent.join(', ')} with sops; a Secret that exists is never rewritten`);
      continue;
    }
    if (need.origin !== 'random') {
      output.line(`${need.origin === 'external' ? 'external' : 'to be set'}  ${file}: ${hint(need)}`);
      continue;
    }
    const text = await encrypt(sops, manifest(namespace, need), cluster.spec.secrets.ageRecipients);
    writeWhole(join(root, file), text);
    made++;
    output.line(`made      ${file}`);
  }
  output.line(
    `${count(made, 'secret')} made and encrypted for ${count(cluster.spec.secrets.ageRecipients.length, 'recipient')}; commit them.`,
  );
  return exitCode.success;
}

function refusalOf(
  cluster: Cluster | undefined,
  name: string,
  all: readonly Cluster[],
  environment: string | undefined,
): string | undefined {
  if (!cluster) return `There is no cluster ${name}; choose one of ${all.map((known) => known.name).join(', ')}.`;
  if (environment !== undefined && !secretNeeds(cluster).some(({ namespace }) => namespace === environment))
    return `Nothing in ${name} needs secrets in the namespace ${environment}.`;
  if (cluster.spec.secrets.ageRecipients.length === 0)
    return `Could not encrypt for ${name}: secrets.ageRecipients in ${cluster.source.file} is empty. Add the cluster's public age key; runbooks/secrets-init.md says how it is made.`;
  return undefined;
}

const hint = ({ name, keys, origin }: SecretNeed): string =>
  origin === 'external'
    ? `the Secret ${name} (${keys.join(', ')}) is made in the cluster and never committed`
    : `set ${keys.join(', ')} of ${name} with sops; only its provider knows them`;

function manifest(namespace: string, { name, keys }: SecretNeed): object {
  const value = () => randomBytes(secretBytes).toString('base64url');
  return {
    apiVersion: 'v1',
    kind: 'Secret',
    metadata: { name, namespace, labels: { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' } },
    type: 'Opaque',
    stringData: Object.fromEntries(keys.map((key) => [key, value()])),
  };
}

/** Written beside its name and renamed: a crash leaves no half file. */
function writeWhole(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true });
  const next = `${path}.next`;
  try {
    writeFileSync(next, text, { flag: 'wx', mode: 0o644 });
    renameSync(next, path);
  } finally {
    rmSync(next, { force: true });
  }
}
