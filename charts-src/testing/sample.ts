import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { stringify } from 'yaml';
import { policyNames } from '../guardrails/policies';
import { withDefaults } from '../inventory/defaults';
import { formatFault } from '../inventory/fault';
import { loadInventory } from '../inventory/load';
import type { Cluster, Environment, Inventory } from '../inventory/model';
import { type RenderedUnit, renderUnit } from '../tree/render';
import type { Unit } from '../unit';
import { clusterFile, environmentFiles, versions } from './data';

/** The repository: samples are rendered with its policies and CRDs. */
export const repository = join(__dirname, '../..');

// biome-ignore lint/suspicious/noExplicitAny: tests reach into objects of many kinds.
export type Any = any;

export interface SampleFiles {
  /** Laid over the sample's `cluster.yaml`. */
  readonly cluster?: object;
  /** Environment files by name, as YAML; default: the samples'. */
  readonly environments?: Readonly<Record<string, string>>;
  /** Laid over the sample's `versions.yaml`. */
  readonly versions?: object;
  /** Encrypted files below `clusters/sample/secrets/`, by path. */
  readonly secrets?: Readonly<Record<string, string>>;
}

/** Writes a repository of data files for one cluster named `sample`. */
export function writeSample(root: string, files: SampleFiles = {}): void {
  const write = (file: string, text: string) => {
    mkdirSync(dirname(join(root, file)), { recursive: true });
    writeFileSync(join(root, file), text);
  };
  write('versions.yaml', stringify(withDefaults(versions, files.versions)));
  write('clusters/sample/cluster.yaml', stringify(withDefaults(clusterFile, files.cluster)));
  for (const [name, text] of Object.entries(files.environments ?? environmentFiles))
    write(`clusters/sample/environments/${name}.yaml`, text);
  for (const [path, text] of Object.entries(files.secrets ?? {})) write(`clusters/sample/secrets/${path}`, text);
  for (const name of policyNames(repository)) mkdirSync(join(root, 'policies', name), { recursive: true });
}

/** Runs with a folder of its own, which is removed afterwards. */
export function inFolder<T>(use: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'sample-'));
  try {
    return use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The checked data of a sample. Throws with every fault when they have one. */
export function sampleInventory(files: SampleFiles = {}): Inventory {
  return inFolder((root) => {
    writeSample(root, files);
    return checked(root);
  });
}

/** The checked data of a repository; default: this one's own. */
export function checked(root: string = repository): Inventory {
  const { inventory, faults } = loadInventory(root);
  if (!inventory || faults.length > 0) throw new Error(faults.map(formatFault).join('\n'));
  return inventory;
}

export function sampleCluster(files: SampleFiles = {}): Cluster {
  return first(sampleInventory(files).clusters);
}

export function environmentOf(cluster: Cluster, name: string): Environment {
  return first(cluster.environments.filter((environment) => environment.name === name));
}

/** One environment of a sample that has no other. */
export function sampleEnvironment(text: string, files: SampleFiles = {}): { readonly cluster: Cluster; readonly environment: Environment } {
  const cluster = sampleCluster({ ...files, environments: { one: text } });
  return { cluster, environment: environmentOf(cluster, 'one') };
}

/** The objects of one unit as plain data. */
export const objectsOf = (unit: Unit): Any[] => renderUnit('sample', unit).objects.map(({ object }) => object);

/** The objects that a function adds to a chart. */
export function objectsFrom(add: (chart: Chart) => void): Any[] {
  const chart = new Chart(new App(), 'unit', { disableResourceNameHashes: true });
  add(chart);
  return chart.toJson();
}

/** Units with one object replaced by what `change` makes of a copy; undefined removes it. Nothing given is altered. */
export function withObject(
  units: readonly RenderedUnit[],
  kind: string,
  name: string,
  change: (object: Any) => Any,
  namespace?: string,
): RenderedUnit[] {
  let found = 0;
  const changed = units.map((unit) => ({
    ...unit,
    objects: unit.objects.flatMap(({ file, object }) => {
      const { metadata } = object;
      if (object.kind !== kind || metadata.name !== name || (namespace !== undefined && metadata.namespace !== namespace))
        return [{ file, object }];
      found++;
      const next = change(structuredClone(object));
      return next === undefined ? [] : [{ file, object: next }];
    }),
  }));
  if (found !== 1) throw new Error(`the sample has ${found} objects ${kind}/${namespace ?? ''}/${name}; it must have one`);
  return changed;
}

/** The one object of a kind, and name where given. */
export function pick(objects: readonly Any[], kind: string, name?: string): Any {
  return first(objects.filter((object) => object.kind === kind && (name === undefined || object.metadata.name === name)));
}

function first<T>(found: readonly T[]): T {
  const [one] = found;
  if (one === undefined || found.length > 1) throw new Error(`expected one, found ${found.length}`);
  return one;
}
