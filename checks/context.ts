import type { Cluster } from '../charts-src/inventory/model';
import type { KubernetesObject } from '../charts-src/tree/objects';
import type { RenderedObject, RenderedUnit } from '../charts-src/tree/render';
import type { Finding, Level } from './finding';
import { type PodTemplate, podTemplates } from './pods';

/** What every cross-check of one cluster reads; computed once. */
export interface ClusterContext {
  readonly cluster: Cluster;
  readonly units: readonly RenderedUnit[];
  readonly objects: readonly RenderedObject[];
  readonly pods: readonly PodTemplate[];
  /** The object of a kind and name; without a namespace for those that lie in none. */
  readonly lookup: (kind: string, name: string, namespace?: string) => KubernetesObject | undefined;
}

/** A check is a pure function from the rendered cluster to findings. */
export type CrossCheck = (context: ClusterContext) => readonly Finding[];

export function clusterContext(cluster: Cluster, units: readonly RenderedUnit[]): ClusterContext {
  const own = units.filter((unit) => unit.cluster === cluster.name);
  const objects = own.flatMap((unit) => unit.objects);
  const place = (kind: string, name: string, namespace = '') => `${kind}/${namespace}/${name}`;
  const byPlace = new Map(objects.map(({ object }) => [place(object.kind, object.metadata.name, object.metadata.namespace), object]));
  const lookup: ClusterContext['lookup'] = (kind, name, namespace) => byPlace.get(place(kind, name, namespace));
  return { cluster, units: own, objects, pods: podTemplates(objects), lookup };
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
