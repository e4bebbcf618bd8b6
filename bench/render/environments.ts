import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseDocument } from 'yaml';

/** Where the benchmark finds the cluster that it measures. */
export const cluster = 'hetzner';
/** The environment that is copied, and the one that is changed. */
const model = 'qualif-01';
export const changed = 'prod';

/** Node capacity in the copies is multiplied by this: 200 environments on one VPS would rightly be refused. */
const capacityFactor = 100;

const environmentFile = (root: string, name: string) => join(root, 'clusters', cluster, 'environments', `${name}.yaml`);

/** Number of environments of the cluster. */
export const environmentCount = (root: string): number => readdirSync(join(root, 'clusters', cluster, 'environments')).length;

/** Copies the model environment, under names and hosts of their own, until the cluster has `total`. */
export function growTo(root: string, total: number): void {
  raiseCapacity(join(root, 'clusters', cluster, 'cluster.yaml'));
  const text = readFileSync(environmentFile(root, model), 'utf8');
  for (let i = environmentCount(root); i < total; i++) {
    const name = `qualif-b${String(i).padStart(3, '0')}`;
    writeFileSync(environmentFile(root, name), text.replaceAll(model, name));
  }
}

function raiseCapacity(file: string): void {
  const document = parseDocument(readFileSync(file, 'utf8'));
  const raise = (path: readonly unknown[]) => {
    const [, number, unit] = /^(\d+)(\D*)$/.exec(String(document.getIn(path))) ?? [];
    document.setIn(path, `${Number(number) * capacityFactor}${unit}`);
  };
  for (const field of ['cpu', 'memory', 'disk']) raise(['nodes', 0, field]);
  writeFileSync(file, document.toString());
}

/** Changes one environment: its quota of pods, which `turn` makes another one at each call. */
export function changeEnvironment(root: string, turn: number): void {
  const file = environmentFile(root, changed);
  const document = parseDocument(readFileSync(file, 'utf8'));
  document.setIn(['overrides', 'quota', 'pods'], 100 + turn);
  writeFileSync(file, document.toString());
}
