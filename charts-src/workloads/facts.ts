import type { Environment, Workload } from '../inventory/model';
import type {
  DeclaredFlow,
  Footprint,
  ImageUse,
  OutsideParty,
  PinUse,
  Reference,
  SecretNeed,
  VolumeNeed,
  WorkloadFault,
  WorkloadModel,
} from '../inventory/workload-model';
import { models, type Specs, type WorkloadKind } from './models';

/** The model of a workload's kind. The union is tied together here once, so that nobody else needs to. */
function modelOf<K extends WorkloadKind>(workload: Workload & { kind: K }): { model: WorkloadModel<Specs[K]>; spec: Specs[K] } {
  return { model: models[workload.kind] as unknown as WorkloadModel<Specs[K]>, spec: workload.spec as Specs[K] };
}

export function hostOf(workload: Workload): string | undefined {
  const { model, spec } = modelOf(workload);
  return model.host?.(spec);
}
export function pinsOf(workload: Workload): readonly PinUse[] {
  const { model, spec } = modelOf(workload);
  return model.pins?.(spec) ?? [];
}
export function imagesOf(workload: Workload): readonly ImageUse[] {
  const { model, spec } = modelOf(workload);
  return model.imageRefs?.(spec) ?? [];
}
export function referencesOf(workload: Workload): readonly Reference[] {
  const { model, spec } = modelOf(workload);
  return model.references?.(spec) ?? [];
}
export function secretsOf(workload: Workload): readonly SecretNeed[] {
  const { model, spec } = modelOf(workload);
  return model.secrets?.(workload.name, spec) ?? [];
}

/** The Secrets of an environment, each once with the keys of all workloads that read it; the first one says where it comes from. */
export function secretsOfEnvironment(environment: Environment): SecretNeed[] {
  const needs = new Map<string, SecretNeed>();
  for (const need of environment.workloads.flatMap(secretsOf)) {
    const known = needs.get(need.name);
    needs.set(need.name, known ? { ...known, keys: [...new Set([...known.keys, ...need.keys])] } : need);
  }
  return [...needs.values()];
}

export function volumesOf(workload: Workload): readonly VolumeNeed[] {
  const { model, spec } = modelOf(workload);
  return model.volumes?.(workload.name, spec) ?? [];
}
export function flowsOf(workload: Workload): readonly DeclaredFlow[] {
  const { model, spec } = modelOf(workload);
  return model.flows(workload.name, spec);
}
export function footprintOf(workload: Workload): Footprint {
  const { model, spec } = modelOf(workload);
  return model.footprint(spec);
}
export function workloadFaultsOf(workload: Workload): readonly WorkloadFault[] {
  const { model, spec } = modelOf(workload);
  return [...nameFaults(workload), ...(model.faults?.(spec) ?? [])];
}

/** Names that flows and their matrix give to others than workloads. */
const parties: Readonly<Record<OutsideParty | 'anyone', true>> = {
  'acme-solver': true,
  anyone: true,
  apiserver: true,
  dns: true,
  ingress: true,
  internet: true,
  node: true,
  'object-storage': true,
  prometheus: true,
};

function nameFaults({ name }: Workload): WorkloadFault[] {
  if (!Object.hasOwn(parties, name)) return [];
  return [
    { field: 'kind', constraint: `a workload named ${name} could not be told from that party of flows`, value: name, remedy: 'rename it' },
  ];
}

/** Shared environments that an environment has tenants in, sorted. */
export function tenantHosts(environment: Environment): string[] {
  const hosts = environment.workloads.flatMap((workload) => (workload.kind === 'images' ? (workload.spec.tenantOf ?? []) : []));
  return [...new Set(hosts)].sort();
}

/** Whether an environment has an image service that serves tenants. */
export const servesTenants = ({ workloads }: Environment): boolean =>
  workloads.some((workload) => workload.kind === 'images' && workload.spec.tenants);

/** A tenant of a shared service: its objects stand in the shared environment's namespace, in a unit of their own. */
export function isTenant(workload: Workload): boolean {
  return workload.kind === 'images' && workload.spec.tenantOf !== undefined;
}
