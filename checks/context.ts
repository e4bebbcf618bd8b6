import type { Cluster } from '../charts-src/inventory/model';
import type { RenderedObject, RenderedUnit } from '../charts-src/tree/render';
import type { Finding, Level } from './finding';
import { type PodTemplate, podTemplates } from './pods';

/** What every cross-check of one cluster reads; computed once. */
export interface ClusterContext {
  readonly cluster: Cluster;
  readonly units: readonly RenderedUnit[];
  readonly objects: readonly RenderedObject[];
  readonly pods: readonly PodTemplate[];
}

/** A check is a pure function from the rendered cluster to findings. */
export type CrossCheck = (context: ClusterContext) => readonly Finding[];

export function clusterContext(cluster: Cluster, units: readonly RenderedUnit[]): ClusterContext {
  const own = units.filter((unit) => unit.cluster === cluster.name);
  const objects = own.flatMap((unit) => unit.objects);
  return { cluster, units: own, objects, pods: podTemplates(objects) };
}

/** Findings of one check, with its name filled in. */
export const finder =
  (check: string) =>
  (level: Level, file: string, message: string, remedy: string): Finding => ({
    check,
    level,
    subject: `generated/${file}`,
    message,
    remedy,
  });
