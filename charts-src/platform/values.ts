import { nearest } from '../inventory/nearest';
import type { Values } from './component';

/** Type of a value of a chart. `map` and `null` are open: the chart passes on what it is given there. */
export type ValueType = 'string' | 'number' | 'boolean' | 'array' | 'map' | 'null';

/** What a chart of one version takes: the path of each leaf of its values, and its type. */
export interface FactTable {
  readonly chart: string;
  readonly version: string;
  readonly values: Readonly<Record<string, ValueType>>;
}

/** A path as one string; a dot inside a key is escaped, as for Helm's `--set`. */
export const valuePath = (keys: readonly string[]): string => keys.map((key) => key.replaceAll('.', '\\.')).join('.');

export const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Type of a value as it stands in a chart's values. */
export function typeOfValue(value: unknown): ValueType {
  if (value === null || value === undefined) return 'null';
  if (Array.isArray(value)) return 'array';
  const type = typeof value;
  return type === 'string' || type === 'number' || type === 'boolean' ? type : 'map';
}

/**
 * Faults of values that Helm would swallow: paths that the chart does not know, each with the nearest that it does, and values of
 * another type than the chart's own. Sorted; empty where there is none.
 */
export function unknownValues(values: Values, table: FactTable): string[] {
  const known = Object.keys(table.values);
  const inner = new Set(known.flatMap(ancestors));
  const faults: string[] = [];
  const visit = (keys: readonly string[], value: unknown): void => {
    const path = valuePath(keys);
    const type = table.values[path];
    if (type === undefined && !inner.has(path))
      faults.push(`${path}: ${table.chart} ${table.version} has no such value${hint(path, known)}`);
    else if (type === undefined && !isMap(value)) faults.push(`${path}: must be a map, is ${typeOfValue(value)}`);
    else if (type === undefined) for (const [key, below] of Object.entries(value as Values)) visit([...keys, key], below);
    else if (type !== 'null' && typeOfValue(value) !== type) faults.push(`${path}: must be ${type}, is ${typeOfValue(value)}`);
  };
  for (const [key, value] of Object.entries(values)) visit([key], value);
  return faults.sort();
}

/** The paths of the maps that a path lies in. */
function ancestors(path: string): string[] {
  const keys = path.split(/(?<!\\)\./);
  return keys.slice(1).map((_, i) => keys.slice(0, i + 1).join('.'));
}

function hint(path: string, known: readonly string[]): string {
  const near = nearest(path, [...known, ...new Set(known.flatMap(ancestors))]);
  return near === undefined ? '' : `; did you mean "${near}"?`;
}
