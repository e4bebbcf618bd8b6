import type { Dashboard } from './builder';
import { longhorn } from './longhorn';

/** What a cluster has. */
export interface Features {
  readonly longhorn: boolean;
}

interface Entry {
  readonly dashboard: Dashboard;
  /** Absent: every cluster shows it. */
  readonly needs?: keyof Features;
}

/** Every dashboard, sorted by uid; a new one is a file of this folder and a line here. */
const entries: readonly Entry[] = [{ dashboard: longhorn, needs: 'longhorn' }];

export const dashboards: readonly Dashboard[] = entries.map(({ dashboard }) => dashboard);

export const dashboardsFor = (features: Features): Dashboard[] =>
  entries.filter(({ needs }) => needs === undefined || features[needs]).map(({ dashboard }) => dashboard);

export interface DashboardQuery {
  /** `<uid>: <panel or variable>`. */
  readonly where: string;
  readonly expr: string;
}

/** Every PromQL expression of every dashboard, those that fill variables among them. */
export function dashboardQueries(of: readonly Dashboard[] = dashboards): DashboardQuery[] {
  return of.flatMap(({ uid, variables, rows }) => [
    ...variables.map(({ name, metric }) => ({ where: `${uid}: $${name}`, expr: metric })),
    ...rows.flatMap(({ panels }) =>
      panels.flatMap(({ title, queries }) => queries.map(({ expr }) => ({ where: `${uid}: ${title}`, expr }))),
    ),
  ]);
}
