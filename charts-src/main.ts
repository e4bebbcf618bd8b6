import { fluxUnit } from './flux/install-unit';
import { entryUnit, syncUnit } from './flux/sync';
import { guardrailsUnit } from './guardrails/environment';
import { namespacesUnit } from './guardrails/namespaces';
import { policiesUnit } from './guardrails/policies-unit';
import { rolesUnit } from './guardrails/roles';
import type { Cluster, Inventory } from './inventory/model';
import { platformNamespaces, platformUnits } from './platform/index';
import { loadSources, type Sources } from './sources';
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
  const sources = loadSources(root);
  const yaml = rememberingYaml();
  for (const cluster of inventory.clusters) {
    const rendered = clusterUnits(cluster, sources).map((unit) => renderUnit(cluster.name, unit, yaml));
    for (const { files: unitFiles } of rendered) for (const [file, text] of unitFiles) files.set(file, text);
    files.set(`${cluster.name}/ownership.yaml`, header([cluster.source.file]) + toYaml(ownership(rendered)));
    units.push(...rendered);
  }
  return { units, files };
}

/** The units of a cluster, in the order in which a reader meets them. */
export function clusterUnits(cluster: Cluster, sources: Sources): Unit[] {
  const units = [
    namespacesUnit(cluster, platformNamespaces(cluster)),
    rolesUnit(cluster),
    policiesUnit(cluster, sources.policies),
    fluxUnit(cluster, sources.fluxCrds),
    ...platformUnits(cluster, sources),
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
