import { footprintOf } from '../workloads/facts';
import type { Cluster, Environment } from './model';
import { platformNeeds } from './platform-needs';
import { fromBytes, fromMillicores, toBytes, toMillicores } from './quantity';

export type Resource = 'cpu' | 'memory' | 'storage';

/** One line of the capacity account. CPU in millicores, memory and storage in bytes. */
export interface Account {
  readonly resource: Resource;
  readonly needed: number;
  readonly available: number;
  /** `<needed> needed, <available> available`, for people. */
  readonly words: string;
  /** Environment that asks for most. */
  readonly largest: string;
}

export interface Sum {
  readonly cpu: number;
  readonly memory: number;
  readonly storage: number;
  readonly pods: number;
  /** The largest surge of any one workload: Flux rolls an environment's workloads, but seldom all at once. */
  readonly surge: { readonly cpu: number; readonly memory: number; readonly pods: number };
}

/** What an environment asks for in sum. A retired one keeps its volumes only. */
export function sumOf(environment: Environment): Sum {
  const prints = environment.workloads.map(footprintOf);
  const total = (pick: (print: (typeof prints)[number]) => number) => prints.reduce((sum, print) => sum + pick(print), 0);
  const most = (pick: (print: (typeof prints)[number]) => number) => Math.max(0, ...prints.map(pick));
  const storage = total((print) => print.storage);
  if (environment.spec.retired) return { cpu: 0, memory: 0, storage, pods: 0, surge: { cpu: 0, memory: 0, pods: 0 } };
  return {
    cpu: total((print) => print.cpu),
    memory: total((print) => print.memory),
    storage,
    pods: total((print) => print.pods),
    surge: { cpu: most((print) => print.surge.cpu), memory: most((print) => print.surge.memory), pods: most((print) => print.surge.pods) },
  };
}

/** Needed against available, per resource. */
export function capacityOf(cluster: Cluster): readonly Account[] {
  const { nodes, storage } = cluster.spec;
  const sums = cluster.environments.map((environment) => ({ name: environment.name, sum: sumOf(environment) }));
  const all = (pick: (sum: Sum) => number) => sums.reduce((total, { sum }) => total + pick(sum), 0);
  const surge = (pick: (sum: Sum) => number) => Math.max(0, ...sums.map(({ sum }) => pick(sum)));
  const offered = (pick: (node: (typeof nodes)[number]) => number) => nodes.reduce((total, node) => total + pick(node), 0);
  const largest = (pick: (sum: Sum) => number) =>
    [...sums].sort((a, b) => pick(b.sum) - pick(a.sum) || (a.name < b.name ? -1 : 1))[0]?.name ?? 'the platform itself';
  const drill = storage.provider === 'longhorn' ? toBytes(storage.drillReserve) : 0;
  const platform = platformNeeds(cluster.spec);
  return [
    account(
      'cpu',
      all((sum) => sum.cpu) + surge((sum) => sum.surge.cpu) + platform.cpu,
      offered((node) => toMillicores(node.cpu) - toMillicores(node.reserved.cpu)),
      fromMillicores,
      largest((sum) => sum.cpu),
    ),
    account(
      'memory',
      all((sum) => sum.memory) + surge((sum) => sum.surge.memory) + platform.memory,
      offered((node) => toBytes(node.memory) - toBytes(node.reserved.memory)),
      fromBytes,
      largest((sum) => sum.memory),
    ),
    account(
      'storage',
      (all((sum) => sum.storage) + drill + platform.storage) * storage.replicas,
      Math.floor((offered((node) => toBytes(node.disk) - toBytes(node.reserved.disk)) * storage.overProvisioning) / 100),
      fromBytes,
      largest((sum) => sum.storage),
    ),
  ];
}

function account(resource: Resource, needed: number, available: number, show: (value: number) => string, largest: string): Account {
  return { resource, needed, available, words: `${show(needed)} needed, ${show(Math.max(0, available))} available`, largest };
}
