import type { EnvironmentKind } from './schema/environment';

/** Who can stand at either end of a flow: a workload of the environment by name, or one of the outside parties. */
export type Party = { readonly workload: string } | OutsideParty;
export type OutsideParty = 'ingress' | 'prometheus' | 'node' | 'dns' | 'internet' | 'apiserver' | 'object-storage' | 'acme-solver';

/** A permitted direction of talk, declared by the workload that needs it. */
export interface DeclaredFlow {
  readonly from: Party;
  readonly to: Party;
  /** TCP ports at the receiving end; for dns also UDP. */
  readonly ports: readonly number[];
}

/** A Secret that a workload reads. */
export interface SecretNeed {
  readonly name: string;
  readonly keys: readonly string[];
  /** random: `secrets init` makes it. provided: a person must set it. external: made in the cluster at bootstrap, never committed. */
  readonly origin: 'random' | 'provided' | 'external';
  /** No other workload may read it; default: false. */
  readonly private?: boolean;
}

/** An image pin and the catalogue track it must come from; `field` is the path below the workload. */
export interface PinUse {
  readonly track: string;
  readonly pin: string;
  readonly field: string;
}

/** An image given in full, by any team. */
export interface ImageUse {
  readonly image: string;
  readonly field: string;
}

/** What a workload asks of the nodes. CPU in millicores, memory and storage in bytes. */
export interface Footprint {
  readonly cpu: number;
  readonly memory: number;
  readonly storage: number;
  readonly pods: number;
  /** Extra CPU and memory while a rollout runs old and new pods side by side. */
  readonly surge: { readonly cpu: number; readonly memory: number; readonly pods: number };
}

/** A fault of one workload that a schema cannot express; `field` is the path below the workload. */
export interface WorkloadFault {
  readonly field: string;
  readonly constraint: string;
  readonly value: unknown;
  readonly remedy: string;
}

/** Another workload that this one cannot live without. */
export interface Reference {
  readonly field: string;
  readonly environment?: string;
  readonly workload: string;
  readonly kind: string;
}

/** A volume of a workload, for the capacity check and for "every volume is saved or says why not". */
export interface VolumeNeed {
  readonly name: string;
  readonly storageClass: string;
  readonly size: string;
}

/** The data half of a workload kind; `S` is its specification with all defaults applied. */
export interface WorkloadModel<S> {
  readonly schema: WorkloadSchema;
  /** Values below the file's own, by kind of environment; the file wins. */
  readonly defaults: Readonly<Record<EnvironmentKind, object>>;
  readonly pins?: (spec: S) => readonly PinUse[];
  readonly imageRefs?: (spec: S) => readonly ImageUse[];
  readonly host?: (spec: S) => string | undefined;
  readonly references?: (spec: S) => readonly Reference[];
  readonly secrets?: (name: string, spec: S) => readonly SecretNeed[];
  readonly volumes?: (name: string, spec: S) => readonly VolumeNeed[];
  readonly flows: (name: string, spec: S) => readonly DeclaredFlow[];
  readonly footprint: (spec: S) => Footprint;
  readonly faults?: (spec: S) => readonly WorkloadFault[];
}

export interface WorkloadSchema {
  readonly type: 'object';
  readonly description: string;
  readonly additionalProperties: false;
  readonly required: readonly string[];
  readonly properties: Readonly<Record<string, object>> & { readonly kind: { readonly const: string } };
}

/** The same defaults for every kind of environment. */
export const everywhere = (defaults: object): Readonly<Record<EnvironmentKind, object>> => ({
  production: defaults,
  staging: defaults,
  integration: defaults,
  qualification: defaults,
  shared: defaults,
});

export const noFootprint: Footprint = { cpu: 0, memory: 0, storage: 0, pods: 0, surge: { cpu: 0, memory: 0, pods: 0 } };
