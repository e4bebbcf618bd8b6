import { fromMillicores } from '../inventory/quantity';

/** What a container asks for, and what it is held to. CPU in millicores, memory in MiB. */
export interface Share {
  readonly cpu: number;
  readonly memory: number;
  /** Default: four times the request, as in the workloads. */
  readonly cpuLimit?: number;
  /** Default: the request. */
  readonly memoryLimit?: number;
}

/** A share as Kubernetes takes it. A pod without requests may be starved, one without limits may starve the node. */
export function resources({ cpu, memory, cpuLimit = cpu * 4, memoryLimit = memory }: Share) {
  return {
    requests: { cpu: fromMillicores(cpu), memory: `${memory}Mi` },
    limits: { cpu: fromMillicores(cpuLimit), memory: `${memoryLimit}Mi` },
  };
}
