import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { models, type WorkloadKind, workloadKinds } from '../workloads/models';
import { withDefaults } from './defaults';
import { type Fault, sortFaults } from './fault';
import type { Cluster, Environment, Inventory, Workload } from './model';
import { suggestion } from './nearest';
import { crossFileFaults } from './rules/index';
import { type ClusterSpec, clusterSchema } from './schema/cluster';
import { name as nameSchema } from './schema/common';
import { type EnvironmentSpec, environmentKinds, environmentSchema } from './schema/environment';
import { type Catalogue, versionsSchema } from './schema/versions';
import { readSecrets } from './secret-files';
import { validate } from './validator';
import { type DataFile, readYaml } from './yaml-file';

export interface Loaded {
  /** What could be read; complete only when there are no faults. */
  readonly inventory: Inventory | undefined;
  /** All faults of all files, sorted. */
  readonly faults: readonly Fault[];
}

/** Most environments of one cluster: far above any team's, far below what would exhaust memory. */
const maxEnvironments = 500;

/** Reads `versions.yaml`, `clusters/` and the names below `policies/`; reports every fault there is in one run. */
export function loadInventory(root: string): Loaded {
  const faults: Fault[] = [];
  const collect = <T>(result: { readonly value: T; readonly faults: readonly Fault[] }): T => {
    faults.push(...result.faults);
    return result.value;
  };
  const versions = collect(readFile(root, 'versions.yaml', versionsSchema));
  if (!versions) return { inventory: undefined, faults: sortFaults(faults) };
  const catalogue = versions.data as Catalogue;
  const clusters = foldersOf(root, 'clusters').flatMap((name) => collect(loadCluster(root, name, catalogue)) ?? []);
  const inventory: Inventory = { catalogue, catalogueSource: versions, clusters, policies: foldersOf(root, 'policies') };
  // Rules read whole specifications, so they run on the files that passed their schema.
  faults.push(...crossFileFaults(inventory));
  return { inventory, faults: sortFaults(faults) };
}

interface Result<T> {
  readonly value: T;
  readonly faults: readonly Fault[];
}

/** Reads and validates one file; defaults are filled in. */
function readFile(root: string, file: string, schema: object): Result<DataFile | undefined> {
  const read = readYaml(root, file);
  if (!read.ok) return { value: undefined, faults: read.faults };
  const faults = validate(schema, read.ok.data, read.ok);
  return faults.length > 0 ? { value: undefined, faults } : { value: read.ok, faults: [] };
}

function loadCluster(root: string, name: string, catalogue: Catalogue): Result<Cluster | undefined> {
  const folder = `clusters/${name}`;
  const faults: Fault[] = [...badName(folder, name)];
  const cluster = readFile(root, `${folder}/cluster.yaml`, clusterSchema);
  faults.push(...cluster.faults);
  const files = listFiles(root, `${folder}/environments`);
  // Without a readable cluster file its environments are still checked, in a domain that matches nothing.
  const domain = (cluster.value?.data as ClusterSpec | undefined)?.domain ?? 'unknown.invalid';
  const environments: Environment[] = [];
  for (const file of files.slice(0, maxEnvironments)) {
    const path = `${folder}/environments/${file}`;
    const environment = loadEnvironment(root, path, name, domain);
    faults.push(...environment.faults);
    if (environment.value) environments.push(environment.value);
  }
  const secrets = readSecrets(root, folder);
  faults.push(...secrets.faults);
  if (!cluster.value) return { value: undefined, faults };
  const spec = cluster.value.data as ClusterSpec;
  return { value: { name, source: cluster.value, spec, environments, secrets: secrets.files, catalogue }, faults };
}

function loadEnvironment(root: string, file: string, cluster: string, domain: string): Result<Environment | undefined> {
  const name =
    file
      .split('/')
      .at(-1)
      ?.replace(/\.yaml$/, '') ?? '';
  if (!file.endsWith('.yaml')) {
    const remedy = 'rename it to <environment>.yaml or remove it';
    return { value: undefined, faults: [{ code: 'stray-file', file, field: '', constraint: 'only .yaml files stand here', remedy }] };
  }
  const nameFaults = badName(file, name);
  const read = readYaml(root, file);
  if (!read.ok) return { value: undefined, faults: [...nameFaults, ...read.faults] };
  const source = read.ok;
  const faults = [...nameFaults, ...validate(environmentSchema, source.data, source)];
  const spec = source.data as EnvironmentSpec;
  if (!environmentKinds.includes(spec?.kind) || typeof spec.workloads !== 'object' || spec.workloads === null)
    return { value: undefined, faults };
  const workloads: Workload[] = [];
  for (const [workloadName, raw] of Object.entries(spec.workloads).sort(([a], [b]) => (a < b ? -1 : 1))) {
    const workload = loadWorkload({ environment: name, kind: spec.kind, domain, source }, workloadName, raw);
    faults.push(...workload.faults);
    if (workload.value) workloads.push(workload.value);
  }
  return faults.length > 0 ? { value: undefined, faults } : { value: { name, cluster, kind: spec.kind, source, spec, workloads }, faults };
}

interface WorkloadContext {
  readonly environment: string;
  readonly kind: EnvironmentSpec['kind'];
  readonly domain: string;
  readonly source: DataFile;
}

function loadWorkload(context: WorkloadContext, name: string, raw: unknown): Result<Workload | undefined> {
  const { source } = context;
  const kind = (raw as { kind?: unknown } | null)?.kind;
  if (typeof kind !== 'string') return { value: undefined, faults: [] };
  const path = ['workloads', name];
  if (!(workloadKinds as readonly string[]).includes(kind)) {
    const fault = source.fault('unknown-kind', [...path, 'kind'], 'no such workload kind', suggestion(kind, workloadKinds), kind);
    return { value: undefined, faults: [fault] };
  }
  const model = models[kind as WorkloadKind];
  const hosted = (model.schema.required as readonly string[]).includes('host');
  const computed = hosted ? { host: `${name}.${context.environment}.${context.domain}` } : {};
  const spec = withDefaults({ ...model.defaults[context.kind], ...computed }, raw);
  const faults = validate(model.schema, spec, source, path);
  return faults.length > 0 ? { value: undefined, faults } : { value: { name, kind, spec } as unknown as Workload, faults };
}

function badName(file: string, name: string): Fault[] {
  if (new RegExp(nameSchema.pattern).test(name)) return [];
  return [
    { code: 'bad-name', file, field: '', constraint: `"${name}" is no name`, value: name, remedy: `rename it: ${nameSchema.description}` },
  ];
}

function foldersOf(root: string, folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  const entries = readdirSync(join(root, folder), { withFileTypes: true });
  return entries
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort();
}

function listFiles(root: string, folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder)).sort();
}
