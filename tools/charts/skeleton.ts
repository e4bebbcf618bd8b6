import { type FactTable, isMap, typeOfValue, type ValueType, valuePath } from '../../charts-src/platform/values';

/** A chart's values.yaml, parsed. */
export type ChartValues = Readonly<Record<string, unknown>>;

/** A key that a chart's templates read although its values.yaml does not define it, and where they read it. */
export interface ExtraValue {
  readonly path: string;
  readonly type: ValueType;
  /** Template that reads it, and to what end. */
  readonly reason: string;
}

export interface ChartSource {
  readonly chart: string;
  readonly version: string;
  readonly values: ChartValues;
  /** Values of the charts that it brings, by name or alias. */
  readonly subcharts?: Readonly<Record<string, ChartValues>>;
  readonly extra?: readonly ExtraValue[];
}

/** Types of the Kubernetes API that templates pass on whole, so that more keys than the default's may be given. */
const passedOn = new Set([
  'affinity',
  'annotations',
  'containerSecurityContext',
  'labels',
  'livenessProbe',
  'nodeSelector',
  'podAnnotations',
  'podLabels',
  'podSecurityContext',
  'readinessProbe',
  'resources',
  'securityContext',
  'startupProbe',
]);

/** Paths and types of a chart's values, sorted; none of its text. An empty map stays open. */
export function factTable({ chart, version, values, subcharts = {}, extra = [] }: ChartSource): FactTable {
  const merged = Object.entries(subcharts).reduce((all, [name, below]) => merge({ [name]: below }, all), values);
  const leaves = new Map<string, ValueType>(leavesOf([], merged));
  for (const { path, type } of extra) {
    if (leaves.has(path)) throw new Error(`${chart} ${version} defines ${path} itself; take it off the extra values`);
    leaves.set(path, type);
  }
  const sorted = [...leaves].sort(([a], [b]) => (a < b ? -1 : 1));
  return { chart, version, values: Object.fromEntries(sorted) };
}

/** The second laid over the first, as Helm lays a chart's values over those of its subcharts. */
function merge(base: ChartValues, over: ChartValues): ChartValues {
  const out: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(over)) {
    const below = out[key];
    out[key] = isMap(below) && isMap(value) ? merge(below, value) : value;
  }
  return out;
}

function leavesOf(keys: readonly string[], map: ChartValues): [string, ValueType][] {
  return Object.entries(map).flatMap(([key, value]): [string, ValueType][] => {
    const path = [...keys, key];
    const open = !isMap(value) || Object.keys(value).length === 0 || passedOn.has(key);
    return open ? [[valuePath(path), typeOfValue(value)]] : leavesOf(path, value);
  });
}
