import type { Chart } from 'cdk8s';

/** How Flux syncs a unit. Durations are Go durations, for example `5m`. */
export interface Sync {
  /** How long Flux waits for everything in the unit to become ready. */
  readonly timeout: string;
  /** Wait until every object is ready; default: true. */
  readonly wait?: boolean;
  /** Service account in flux-system that the unit is applied as; absent: the platform's. */
  readonly serviceAccount?: string;
  /** Decrypt with the cluster's age key. */
  readonly decrypt?: boolean;
  /** Path in the repository; default: the unit's folder of the generated tree. */
  readonly path?: string;
}

/** A set of objects that Flux applies, waits for and prunes together. */
export interface Unit {
  /** Folder below `generated/<cluster>/`, for example `environments/prod`. */
  readonly name: string;
  /** Files, relative to the repository, that the unit is generated from; named in the header of each file. */
  readonly sources: readonly string[];
  /** Names of units that must be ready at the same revision first. */
  readonly dependsOn: readonly string[];
  /** Namespace that the unit's objects lie in, where it is one; it is then left out of file names. */
  readonly namespace?: string;
  readonly sync: Sync;
  /** Adds the unit's objects. Absent for a unit whose files are not generated (encrypted secrets). */
  readonly objects?: (chart: Chart) => void;
}
