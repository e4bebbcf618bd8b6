import { createHash } from 'node:crypto';
import type { Chart } from 'cdk8s';
import { prefix } from '../guardrails/labels';
import type { Cluster, Environment } from '../inventory/model';

/** What a construct is given beside its own specification. */
export interface WorkloadContext {
  readonly chart: Chart;
  readonly cluster: Cluster;
  readonly environment: Environment;
}

/** Adds the objects of one workload. */
export type Construct<S> = (context: WorkloadContext, name: string, spec: S) => void;

/** Label of pods whose image is our own and not yet released; admission refuses them. */
export const unreleasedLabel = `${prefix}/unreleased`;

/** The image of a pin. Throws RangeError for a track that the rules should have refused. */
export function imageOf({ cluster }: WorkloadContext, track: string, pin: string): string {
  const entry = cluster.catalogue.images[track];
  if (!entry) throw new RangeError(`no image track ${track} in the catalogue`);
  return `${entry.repository}:${pin}`;
}

/** `platform.o4g/unreleased` where a pin has no digest and the image is our own. */
export function releaseLabels({ cluster }: WorkloadContext, track: string, pin: string): Record<string, string> {
  return cluster.catalogue.images[track]?.own && !pin.includes('@') ? { [unreleasedLabel]: 'true' } : {};
}

/** Annotations that change when a Secret or the configuration does, so that pods restart then and only then. */
export function restartAnnotations(
  { cluster, environment }: WorkloadContext,
  secrets: readonly string[],
  config: unknown,
): Record<string, string> {
  const files = cluster.secrets.filter(({ namespace, name }) => namespace === environment.name && secrets.includes(name));
  const hash = (value: unknown) => createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16);
  return {
    ...(files.length > 0 ? { [`${prefix}/secrets-hash`]: hash(files.map((file) => [file.name, file.hash])) } : {}),
    ...(config === undefined ? {} : { [`${prefix}/config-hash`]: hash(config) }),
  };
}
