/** Grafana's names of units. */
export type Unit = 'bytes' | 'Bps' | 'iops' | 'ns' | 'percentunit' | 'short';

export interface Query {
  /** PromQL; variables stand in label matchers only, so that every query can be parsed as it is. */
  readonly expr: string;
  /** Legend, with labels as `{{label}}`. */
  readonly legend: string;
}

export interface Panel {
  readonly title: string;
  readonly description?: string;
  readonly kind: 'bargauge' | 'stat' | 'state-timeline' | 'table' | 'timeseries';
  readonly unit: Unit;
  readonly queries: readonly Query[];
  /** Columns of 24; default: 12. */
  readonly width?: number;
  /** Colours from a value on, in the panel's unit. */
  readonly thresholds?: { readonly warning: number; readonly critical: number };
  /** Greatest value of the axis, in the panel's unit; absent: the data's. */
  readonly max?: number;
}

/** A choice of values of one label. */
export interface Variable {
  readonly name: string;
  readonly title: string;
  readonly metric: string;
  readonly label: string;
}

export interface Dashboard {
  /** Also the name of its ConfigMap; it stays the same, since people keep links to it. */
  readonly uid: string;
  readonly title: string;
  readonly tags: readonly string[];
  readonly variables: readonly Variable[];
  readonly rows: readonly { readonly title: string; readonly panels: readonly Panel[] }[];
}

const columns = 24;
const panelHeight = 8;
const rowHeight = 1;
const datasource = { type: 'prometheus', uid: '$datasource' } as const;

/** Dashboard in Grafana's format: panels flow left to right and wrap, rows stand one below the other. */
export function grafanaDashboard({ uid, title, tags, variables, rows }: Dashboard): object {
  return {
    uid,
    title,
    tags: [...tags].sort(),
    schemaVersion: 41,
    editable: false,
    graphTooltip: 1,
    refresh: '1m',
    time: { from: 'now-24h', to: 'now' },
    timezone: 'browser',
    templating: { list: [datasourceVariable, ...variables.map(queryVariable)] },
    panels: layout(rows),
  };
}

const datasourceVariable = { name: 'datasource', label: 'Data source', type: 'datasource', query: 'prometheus' };

function queryVariable({ name, title, metric, label }: Variable): object {
  const definition = `label_values(${metric}, ${label})`;
  return {
    name,
    label: title,
    type: 'query',
    datasource,
    definition,
    query: { query: definition, refId: name },
    refresh: 2,
    sort: 1,
    multi: true,
    includeAll: true,
    allValue: '.*',
    current: { text: ['All'], value: ['$__all'] },
  };
}

function layout(rows: Dashboard['rows']): object[] {
  const placed: object[] = [];
  let y = 0;
  for (const row of rows) {
    placed.push({
      id: placed.length + 1,
      type: 'row',
      title: row.title,
      collapsed: false,
      gridPos: { x: 0, y, w: columns, h: rowHeight },
      panels: [],
    });
    y += rowHeight;
    let x = 0;
    for (const panel of row.panels) {
      const w = panel.width ?? columns / 2;
      if (x + w > columns) {
        x = 0;
        y += panelHeight;
      }
      placed.push({ id: placed.length + 1, gridPos: { x, y, w, h: panelHeight }, ...grafanaPanel(panel) });
      x += w;
    }
    y += panelHeight;
  }
  return placed;
}

function grafanaPanel({ title, description, kind, unit, queries, thresholds, max }: Panel): object {
  const steps = [
    { color: 'green', value: null },
    ...(thresholds
      ? [
          { color: 'orange', value: thresholds.warning },
          { color: 'red', value: thresholds.critical },
        ]
      : []),
  ];
  const instant = kind === 'table' || kind === 'bargauge' || kind === 'stat';
  return {
    type: kind,
    title,
    ...(description === undefined ? {} : { description }),
    datasource,
    fieldConfig: {
      defaults: { unit, min: 0, ...(max === undefined ? {} : { max }), thresholds: { mode: 'absolute', steps } },
      overrides: [],
    },
    targets: queries.map(({ expr, legend }, index) => ({
      refId: String.fromCharCode('A'.charCodeAt(0) + index),
      datasource,
      expr,
      legendFormat: legend,
      instant,
      range: !instant,
      ...(kind === 'table' ? { format: 'table' } : {}),
    })),
  };
}
