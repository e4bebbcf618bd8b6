import type { Inventory } from '../model';

/** What rules read that need no catalogue. */
export type Clusters = Pick<Inventory, 'clusters' | 'policies'>;

/** What has faults of its own, so that no rule blames others for its absence. */
export interface Gaps {
  /** `<cluster>/<environment>`, or `<cluster>/<environment>/<workload>`. */
  readonly broken: ReadonlySet<string>;
}
