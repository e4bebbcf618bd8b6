import { App, Chart } from 'cdk8s';
import type { Unit } from '../unit';

/** A Kubernetes object as it is written: plain data. */
export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: {
    readonly name: string;
    readonly namespace?: string;
    readonly labels?: Readonly<Record<string, string>>;
    readonly annotations?: Readonly<Record<string, string>>;
  };
  readonly spec?: unknown;
  readonly [field: string]: unknown;
}

/**
 * The objects of one unit, in the order of their identities. One App a unit: a chart's `toJson` validates its whole app, so
 * one App for all units would cost the square of their number.
 */
export function unitObjects(unit: Unit): KubernetesObject[] {
  if (!unit.objects) return [];
  const chart = new Chart(new App(), 'unit', { disableResourceNameHashes: true });
  unit.objects(chart);
  const objects = chart.toJson() as KubernetesObject[];
  return objects.sort((a, b) => (identity(a) < identity(b) ? -1 : 1));
}

/** What makes two objects the same one for the API server: group, kind, namespace, name. */
export function identity(object: KubernetesObject): string {
  const [group] = object.apiVersion.includes('/') ? object.apiVersion.split('/') : [''];
  return [group, object.kind, object.metadata.namespace ?? '', object.metadata.name].join('/');
}
