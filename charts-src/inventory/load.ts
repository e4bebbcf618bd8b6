import { models, type WorkloadKind, workloadKinds } from '../workloads/models';
import { withDefaults } from './defaults';
import { type Fault, masked, sortFaults } from './fault';
import { foldersIn, namesIn, strayFaults } from './folders';
import type { Cluster, Environment, Inventory, Workload } from './model';
import { isName, nameFaults } from './names';
import { suggestion } from './nearest';
import { crossFileFaults } from './rules/index';
import { type ClusterSpec, clusterSchema } from './schema/cluster';
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
  const versions = readFile(root, 'versions.yaml', versionsSchema);
  const catalogue = versions.value?.data as Catalogue | undefined;
  const loaded = foldersIn(root, 'clusters').map((name) => loadCluster(root, name, catalogue ?? emptyCatalogue));
  const clusters = loaded.flatMap(({ value }) => value ?? []);
  const inventory = { clusters, policies: foldersIn(root, 'policies') };
  const complete = versions.value && catalogue ? { ...inventory, catalogue, catalogueSource: versions.value } : undefined;
  const faults = [
    ...versions.faults,
    ...strayFaults(root, 'clusters', { '*': 'folder' }),
    ...noClusterFaults(loaded.length),
    ...loaded.flatMap((cluster) => cluster.faults),
    ...crossFileFaults(complete ?? inventory, { broken: new Set(loaded.flatMap(({ broken }) => broken)) }),
  ];
  return { inventory: complete, faults: sortFaults(faults).map(masked) };
}

const emptyCatalogue: Catalogue = { images: {}, charts: {}, actions: {}, tools: {} };

interface Result<T> {
  readonly value: T;
  readonly faults: readonly Fault[];
}

/** A result that also names what in it could not be read; see {@link Gaps}. */
interface Partial<T> extends Result<T> {
  readonly broken: readonly string[];
}

/** Reads and validates one file; defaults are filled in. */
function readFile(root: string, file: string, schema: object): Result<DataFile | undefined> {
  const read = readYaml(root, file);
  if (!read.ok) return { value: undefined, faults: read.faults };
  const faults = validate(schema, read.ok.data, read.ok);
  return faults.length > 0 ? { value: undefined, faults } : { value: read.ok, faults: [] };
}

function loadCluster(root: string, name: string, catalogue: Catalogue): Partial<Cluster | undefined> {
  const folder = `clusters/${name}`;
  const cluster = readFile(root, `${folder}/cluster.yaml`, clusterSchema);
  const files = namesIn(root, `${folder}/environments`);
  // Without a readable cluster file its environments are still checked, in a domain that matches nothing.
  const domain = (cluster.value?.data as ClusterSpec | undefined)?.domain ?? 'unknown.invalid';
  const environments = files.slice(0, maxEnvironments).map((file) => loadEnvironment(root, `${folder}/environments/${file}`, name, domain));
  const secrets = readSecrets(root, folder);
  const faults = [
    ...nameFaults(folder, name, 'cluster'),
    ...strayFaults(root, folder, { 'cluster.yaml': 'file', environments: 'folder', secrets: 'folder' }),
    ...cluster.faults,
    ...tooManyFaults(`${folder}/environments`, files.length),
    ...environments.flatMap((environment) => environment.faults),
    ...secrets.faults,
  ];
  const broken = environments.flatMap((environment) => environment.broken);
  if (!cluster.value) return { value: undefined, faults, broken };
  const value: Cluster = {
    name,
    source: cluster.value,
    spec: cluster.value.data as ClusterSpec,
    environments: environments.flatMap((environment) => environment.value ?? []),
    secrets: secrets.files,
    catalogue,
  };
  return { value, faults, broken };
}

/** Without this, a folder that was lost or renamed would empty the whole tree. */
function noClusterFaults(count: number): Fault[] {
  if (count > 0) return [];
  const remedy = 'add clusters/<cluster>/cluster.yaml';
  return [{ code: 'unreadable', file: 'clusters/', field: '', constraint: 'holds no cluster', remedy }];
}

function tooManyFaults(file: string, value: number): Fault[] {
  if (value <= maxEnvironments) return [];
  const constraint = `must not hold more than ${maxEnvironments} environments`;
  return [{ code: 'too-large', file, field: '', constraint, value, remedy: 'remove what is retired, or use another cluster' }];
}

function loadEnvironment(root: string, file: string, cluster: string, domain: string): Partial<Environment | undefined> {
  const name = (file.split('/').at(-1) ?? '').replace(/\.yaml$/, '');
  const key = `${cluster}/${name}`;
  const failed = (faults: readonly Fault[]) => ({ value: undefined, faults, broken: [key] });
  if (!file.endsWith('.yaml')) {
    const remedy = 'rename it to <environment>.yaml or remove it';
    return failed([{ code: 'stray-file', file, field: '', constraint: 'only .yaml files stand here', remedy }]);
  }
  const read = readYaml(root, file);
  if (!read.ok) return failed([...nameFaults(file, name, 'environment'), ...read.faults]);
  const source = read.ok;
  const own = [...nameFaults(file, name, 'environment'), ...validate(environmentSchema, source.data, source)];
  const spec = source.data as EnvironmentSpec;
  if (!environmentKinds.includes(spec?.kind) || typeof spec.workloads !== 'object' || spec.workloads === null) return failed(own);
  const loaded = Object.entries(spec.workloads)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([workload, raw]) => ({ workload, ...loadWorkload({ environment: name, kind: spec.kind, domain, source }, workload, raw) }));
  const faults = [...own, ...loaded.flatMap((workload) => workload.faults)];
  if (own.length > 0) return failed(faults);
  const workloads = loaded.flatMap(({ value }) => value ?? []);
  const broken = loaded.filter(({ value }) => value === undefined).map(({ workload }) => `${key}/${workload}`);
  return { value: { name, cluster, kind: spec.kind, source, spec, workloads }, faults, broken };
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
  const computed = hosted ? { host: `${label(name)}.${label(context.environment)}.${context.domain}` } : {};
  const spec = withDefaults({ ...model.defaults[context.kind], ...computed }, raw);
  const faults = validate(model.schema, spec, source, path);
  return faults.length > 0 ? { value: undefined, faults } : { value: { name, kind, spec } as unknown as Workload, faults };
}

/** A name that is no name is told once, not again in every host made from it. */
const label = (name: string): string => (isName(name) ? name : 'unnamed');
