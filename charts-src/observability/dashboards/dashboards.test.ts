import { App, Chart } from 'cdk8s';
import { type Dashboard, grafanaDashboard } from './builder';
import { dashboardConfigMap } from './config-map';
import { dashboardQueries, dashboards, dashboardsFor } from './registry';

interface Placed {
  readonly id: number;
  readonly type: string;
  readonly gridPos: { readonly x: number; readonly y: number; readonly w: number; readonly h: number };
  readonly targets?: readonly { readonly expr: string }[];
}
const panelsOf = (dashboard: Dashboard) => (grafanaDashboard(dashboard) as { panels: Placed[] }).panels;

function configMap(dashboard: Dashboard) {
  const chart = new Chart(new App(), 'unit', { disableResourceNameHashes: true });
  dashboardConfigMap(chart, dashboard);
  return chart.toJson()[0];
}

describe.each(dashboards.map((dashboard) => [dashboard.uid, dashboard] as const))('%s', (_, dashboard) => {
  it('is the same each time it is rendered', () => {
    expect(configMap(dashboard)).toEqual(configMap(dashboard));
  });

  it('lies in a ConfigMap that Grafana finds', () => {
    expect(configMap(dashboard)).toMatchObject({
      metadata: { name: `dashboard-${dashboard.uid}`, namespace: 'observability', labels: { 'platform.o4g/dashboard': 'true' } },
    });
    expect(JSON.parse(configMap(dashboard).data[`${dashboard.uid}.json`])).toEqual(JSON.parse(JSON.stringify(grafanaDashboard(dashboard))));
  });

  it('gives every panel an id of its own and a place that no other takes', () => {
    const panels = panelsOf(dashboard);
    expect(new Set(panels.map(({ id }) => id)).size).toBe(panels.length);
    const cells = panels.flatMap(({ gridPos: { x, y, w, h } }) =>
      Array.from({ length: w * h }, (_, index) => `${x + (index % w)},${y + Math.floor(index / w)}`),
    );
    expect(new Set(cells).size).toBe(cells.length);
    for (const { gridPos } of panels) expect(gridPos.x + gridPos.w).toBeLessThanOrEqual(24);
  });

  it('has no query that dashboardQueries leaves out', () => {
    const collected = dashboardQueries([dashboard]).map(({ expr }) => expr);
    const shown = panelsOf(dashboard).flatMap(({ targets }) => (targets ?? []).map(({ expr }) => expr));
    expect(shown.filter((expr) => !collected.includes(expr))).toEqual([]);
    expect(shown.length).toBeGreaterThan(0);
  });

  it('uses each of its variables', () => {
    const shown = panelsOf(dashboard).flatMap(({ targets }) => (targets ?? []).map(({ expr }) => expr));
    for (const { name } of dashboard.variables) expect(shown.some((expr) => expr.includes(`$${name}`))).toBe(true);
  });
});

describe('dashboardsFor', () => {
  it.each([
    ['with Longhorn', { longhorn: true }, ['longhorn']],
    ['without it', { longhorn: false }, []],
  ])('a cluster %s', (_, features, expected) => {
    expect(dashboardsFor(features).map(({ uid }) => uid)).toEqual(expected);
  });
});

it('uids are sorted and unique, since they name files and links', () => {
  const uids = dashboards.map(({ uid }) => uid);
  expect(uids).toEqual([...new Set(uids)].sort());
});
