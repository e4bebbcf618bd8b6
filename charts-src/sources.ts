import { type CommittedCrd, committedCrds } from './flux/install/crds';
import { loadPolicies } from './guardrails/policies/load';
import type { ValidatingPolicy } from './guardrails/policies/policy';
import { type AlertFile, loadAlerts } from './observability/alerts';

/** What a render reads beside the inventory, once for all clusters. */
export interface Sources {
  readonly policies: ReadonlyMap<string, ValidatingPolicy>;
  readonly alerts: readonly AlertFile[];
  readonly fluxCrds: readonly CommittedCrd[];
}

/** @param root the repository */
export const loadSources = (root: string): Sources => ({
  policies: loadPolicies(root),
  alerts: loadAlerts(root),
  fluxCrds: committedCrds(root),
});
