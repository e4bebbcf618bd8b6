import type { Chart } from 'cdk8s';
import type { PodSecurity } from '../guardrails/labels';
import type { Flow } from '../guardrails/network-policy';
import type { Budget } from '../guardrails/quota';
import type { Cluster, Environment } from '../inventory/model';
import type { ClusterSpec } from '../inventory/schema/cluster';
import type { AlertFile } from '../observability/alerts';

/** Third-party components that come as a Helm chart; Flux itself comes as plain objects. */
export type ComponentName = Exclude<keyof ClusterSpec['platform'], 'flux'>;

/** Helm values: plain data. */
export interface Values {
  readonly [key: string]: unknown;
}

/** A namespace that a component runs in. */
export interface ComponentNamespace {
  readonly name: string;
  readonly podSecurity: PodSecurity;
  /** Why it is not restricted; required where it is not. */
  readonly reason?: string;
  /** More labels, for example `environment`. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Flows of its pods beyond default deny; undefined where the namespace is not the platform's own (kube-system). */
  readonly flows?: (spec: ClusterSpec, environments?: readonly Environment[]) => readonly Flow[];
  /** What the namespace may take in sum, where it is bounded. */
  readonly budget?: (spec: ClusterSpec) => Budget;
}

/** One third-party component: data for a HelmRelease, its namespaces and what is configured once it runs. */
export interface Component {
  readonly name: ComponentName;
  /** First is the one that the chart is released to. */
  readonly namespaces: readonly [ComponentNamespace, ...ComponentNamespace[]];
  /** Tracks of the catalogue whose images the chart's pods run; a test finds each in the values or in the chart's own defaults. */
  readonly images: readonly string[];
  /** Values of the release. Pure; every path is known to the chart (a test holds it to `schemas/charts/`). */
  readonly values: (cluster: Cluster) => Values;
  /** Units that must be ready before the release, beside namespaces. */
  readonly dependsOn?: (cluster: Cluster) => readonly string[];
  /** Objects that need the chart's CRDs; the unit `platform/<name>-config`. */
  readonly config?: ComponentConfig;
  /** How long the release may take, as a Go duration; default 10m. */
  readonly timeout?: string;
}

export interface ComponentConfig {
  /** Units beside `platform/<name>` whose CRDs it uses. */
  readonly dependsOn?: (cluster: Cluster) => readonly string[];
  readonly objects: (chart: Chart, cluster: Cluster, alerts: readonly AlertFile[]) => void;
}

/** Splits a track of the catalogue into what charts ask for separately. Throws RangeError for an unknown track. */
export function imageParts(
  cluster: Cluster,
  track: string,
): { readonly registry: string; readonly repository: string; readonly tag: string; readonly digest?: string } {
  const entry = cluster.catalogue.images[track];
  if (!entry) throw new RangeError(`no image track ${track} in the catalogue`);
  const [tag = '', digest] = entry.current.split('@');
  const slash = entry.repository.indexOf('/');
  return {
    registry: entry.repository.slice(0, slash),
    repository: entry.repository.slice(slash + 1),
    tag,
    ...(digest === undefined ? {} : { digest }),
  };
}
