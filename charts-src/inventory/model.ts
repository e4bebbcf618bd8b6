import type { Specs, WorkloadKind } from '../workloads/models';
import type { ClusterSpec } from './schema/cluster';
import type { EnvironmentKind, EnvironmentSpec } from './schema/environment';
import type { Catalogue } from './schema/versions';
import type { DataFile } from './yaml-file';

/** One workload of an environment, its specification complete with defaults. */
export type Workload = { readonly [K in WorkloadKind]: { readonly name: string; readonly kind: K; readonly spec: Specs[K] } }[WorkloadKind];

export interface Environment {
  /** Also the name of its namespace. */
  readonly name: string;
  readonly cluster: string;
  readonly kind: EnvironmentKind;
  readonly source: DataFile;
  readonly spec: EnvironmentSpec;
  /** Sorted by name. */
  readonly workloads: readonly Workload[];
}

/** An encrypted file below `clusters/<cluster>/secrets/<environment or platform unit>/`. */
export interface SecretFile {
  readonly file: string;
  /** Folder below secrets/: the namespace that it belongs to. */
  readonly namespace: string;
  /** metadata.name of the Secret. */
  readonly name: string;
  readonly keys: readonly string[];
  /** Hash over keys and encrypted values, not over sops' own metadata; changes when and only when the secret does. */
  readonly hash: string;
}

export interface Cluster {
  readonly name: string;
  readonly source: DataFile;
  readonly spec: ClusterSpec;
  /** Sorted by name. */
  readonly environments: readonly Environment[];
  readonly secrets: readonly SecretFile[];
  readonly catalogue: Catalogue;
}

/** All that the data of a repository say, checked. */
export interface Inventory {
  readonly catalogue: Catalogue;
  readonly catalogueSource: DataFile;
  /** Sorted by name. */
  readonly clusters: readonly Cluster[];
  /** Folder names below policies/, sorted. */
  readonly policies: readonly string[];
}

/** The workload of one kind and name in an environment, if there is one. */
export function findWorkload(environment: Environment, name: string): Workload | undefined {
  return environment.workloads.find((workload) => workload.name === name);
}
