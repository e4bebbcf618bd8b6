import type { Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import { sumOf } from '../inventory/capacity';
import type { Environment } from '../inventory/model';
import { fromBytes, fromMillicores, toBytes, toMillicores } from '../inventory/quantity';
import { volumesOf } from '../workloads/facts';

/** Room beside what the workloads ask for: a certificate solver, a job, one small service tried out. Millicores, bytes, pods. */
const slack = { cpu: 500, memory: 2 ** 30, pods: 8 };
/** A certificate solver for each tenant's host: all may be due at once, and one that never validates holds its place. */
const solver = { cpu: 25, memory: 64 * 2 ** 20, pods: 1 };
/** Limit over request of CPU; the same factor as in the workloads. */
export const cpuLimitFactor = 4;

const q = k8s.Quantity.fromString;

/** What a namespace may take in sum. CPU in millicores, memory and storage in bytes. */
export interface Budget {
  readonly cpu: number;
  readonly memory: number;
  readonly storage: number;
  readonly volumes: number;
  readonly pods: number;
}

/**
 * The budget of an environment: what its workloads ask for with margin and slack, or what its file says. `tenants` is the number of
 * hosts of other environments that its namespace has room for.
 */
export function environmentBudget(environment: Environment, tenants = 0): Budget {
  const sum = sumOf(environment);
  const given = environment.spec.overrides.quota ?? {};
  return {
    cpu: given.cpu !== undefined ? toMillicores(given.cpu) : withMargin(sum.cpu + sum.surge.cpu) + slack.cpu + solver.cpu * tenants,
    memory:
      given.memory !== undefined
        ? toBytes(given.memory)
        : withMargin(sum.memory + sum.surge.memory) + slack.memory + solver.memory * tenants,
    storage: given.storage !== undefined ? toBytes(given.storage) : sum.storage,
    volumes: environment.workloads.flatMap(volumesOf).length,
    pods: given.pods ?? sum.pods + sum.surge.pods + slack.pods + solver.pods * tenants,
  };
}

/** A fifth on top, so that a pod can be replaced while its predecessor is still ending. */
const withMargin = (value: number): number => Math.ceil(value * 1.2);

/** What a namespace may take in sum, and what a container gets that says nothing. */
export function quotaObjects(chart: Chart, namespace: string, { cpu, memory, storage, volumes, pods }: Budget): void {
  new k8s.KubeResourceQuota(chart, `${namespace}-quota`, {
    metadata: { name: 'quota', namespace },
    spec: {
      hard: {
        'requests.cpu': q(fromMillicores(cpu)),
        'limits.cpu': q(fromMillicores(cpu * cpuLimitFactor)),
        'requests.memory': q(fromBytes(memory)),
        'limits.memory': q(fromBytes(memory)),
        'requests.storage': q(storage === 0 ? '0' : fromBytes(storage)),
        persistentvolumeclaims: q(`${volumes}`),
        pods: q(`${pods}`),
        'services.loadbalancers': q('0'),
        'services.nodeports': q('0'),
      },
    },
  });
  new k8s.KubeLimitRange(chart, `${namespace}-limits`, {
    metadata: { name: 'limits', namespace },
    spec: {
      limits: [
        {
          type: 'Container',
          defaultRequest: { cpu: q('20m'), memory: q('64Mi') },
          default: { cpu: q('80m'), memory: q('64Mi') },
          min: { cpu: q('5m'), memory: q('8Mi') },
        },
      ],
    },
  });
}
