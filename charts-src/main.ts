import { fluxUnit } from './flux/install-unit';
import { entryUnit, syncUnit } from './flux/sync';
import { guardrailsUnit } from './guardrails/environment';
import { namespacesUnit } from './guardrails/namespaces';
import { loadPolicies } from './guardrails/policies/index';
import { policiesUnit } from './guardrails/policies-unit';
import { rolesUnit } from './guardrails/roles';
import type { Cluster, Inventory } from './inventory/model';
import { platformNamespaces, platformUnits } from './platform/index';
import { ownership, type RenderedUnit, renderUnit } from './tree/render';
import { header, rememberingYaml, toYaml } from './tree/serialise';
import type { Unit } from './unit';
import { environmentUnit, secretsUnit } from './workloads/environment';
import { tenantUnits } from './workloads/images/tenant';
import { monitorsUnit } from './workloads/monitors';

/** Everything rendered: by unit for those who judge it, by file (relative to `generated/`) for those who write it. */
export interface Rendered {
  readonly units: readonly RenderedUnit[];
  readonly files: ReadonlyMap<string, string>;
}

/** The whole tree, from checked data alone: no clock, network, locale or environment. */
export function render(inventory: Inventory, root: string): Rendered {
  const units: RenderedUnit[] = [];
  const files = new Map<string, string>();
  const policies = loadPolicies(root);
  const yaml = rememberingYaml();
  for (const cluster of inventory.clusters) {
    const rendered = clusterUnits(cluster, root, policies).map((unit) => renderUnit(cluster.name, unit, yaml));
    for (const { files: unitFiles } of rendered) for (const [file, text] of unitFiles) files.set(file, text);
    files.set(`${cluster.name}/ownership.yaml`, header([cluster.source.file]) + toYaml(ownership(rendered)));
    units.push(...rendered);
  }
  return { units, files };
}

/** The units of a cluster, in the order in which a reader meets them. */
export function clusterUnits(cluster: Cluster, root: string, policies = loadPolicies(root)): Unit[] {
  const units = [
    namespacesUnit(cluster, platformNamespaces(cluster)),
    rolesUnit(cluster),
    policiesUnit(cluster, policies),
    fluxUnit(cluster, root),
    ...platformUnits(cluster, root),
    ...cluster.environments.flatMap((environment) => [
      guardrailsUnit(cluster, environment),
      ...secretsUnit(cluster, environment),
      environmentUnit(cluster, environment),
      ...tenantUnits(cluster, environment),
      ...monitorsUnit(cluster, environment),
    ]),
  ];
  const entry = entryUnit(cluster);
  return [entry, syncUnit(cluster, [entry, ...units]), ...units];
}
