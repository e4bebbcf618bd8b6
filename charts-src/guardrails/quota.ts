import type { Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import { sumOf } from '../inventory/capacity';
import type { Environment } from '../inventory/model';
import { fromBytes, fromMillicores, toBytes, toMillicores } from '../inventory/quantity';
import { volumesOf } from '../workloads/facts';

/** Room beside what the workloads ask for: a certificate solver, a job, one small service tried out. Millicores, bytes, pods. */
const slack = { cpu: 500, memory: 2 ** 30, pods: 8 };
/** Limit over request of CPU; the same factor as in the workloads. */
export const cpuLimitFactor = 4;

const q = k8s.Quantity.fromString;

/** What an environment may take in sum, and what a container gets that says nothing. */
export function quotaObjects(chart: Chart, environment: Environment): void {
  const namespace = environment.name;
  const sum = sumOf(environment);
  const given = environment.spec.overrides.quota ?? {};
  const cpu = given.cpu !== undefined ? toMillicores(given.cpu) : withMargin(sum.cpu + sum.surge.cpu) + slack.cpu;
  const memory = given.memory !== undefined ? toBytes(given.memory) : withMargin(sum.memory + sum.surge.memory) + slack.memory;
  const volumes = environment.workloads.flatMap(volumesOf);
  const storage = given.storage !== undefined ? toBytes(given.storage) : sum.storage;
  new k8s.KubeResourceQuota(chart, 'quota', {
    metadata: { name: 'quota', namespace },
    spec: {
      hard: {
        'requests.cpu': q(fromMillicores(cpu)),
        'limits.cpu': q(fromMillicores(cpu * cpuLimitFactor)),
        'requests.memory': q(fromBytes(memory)),
        'limits.memory': q(fromBytes(memory)),
        'requests.storage': q(storage === 0 ? '0' : fromBytes(storage)),
        persistentvolumeclaims: q(`${volumes.length}`),
        pods: q(`${given.pods ?? sum.pods + sum.surge.pods + slack.pods}`),
        'services.loadbalancers': q('0'),
        'services.nodeports': q('0'),
      },
    },
  });
  new k8s.KubeLimitRange(chart, 'limits', {
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

/** A fifth on top, so that a pod can be replaced while its predecessor is still ending. */
const withMargin = (value: number): number => Math.ceil(value * 1.2);
