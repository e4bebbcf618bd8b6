import { isInstalled, type PlatformName } from './installed';
import { toMillicores } from './quantity';
import type { ClusterSpec } from './schema/cluster';

/** What something requests. CPU in millicores, memory and storage in bytes. */
export interface Needs {
  readonly cpu: number;
  readonly memory: number;
  readonly storage: number;
}

const mebibyte = 2 ** 20;
const needs = (cpu: number, mebibytes: number, storage = 0): Needs => ({ cpu, memory: mebibytes * mebibyte, storage });
const nothing = needs(0, 0);

interface Footing {
  readonly perCluster: Needs;
  readonly perNode: Needs;
  /** Percent of each node's CPU on top; default: 0. */
  readonly cpuShare?: number;
}

/** DNS, metrics server and agents that every cluster runs. */
const base: Footing = { perCluster: needs(200, 256), perNode: needs(50, 64) };

/** What each component requests, from the requests in its values, rounded up. Monitoring keeps its series on a volume. */
const components: Readonly<Record<PlatformName, Footing>> = {
  flux: { perCluster: needs(400, 704), perNode: nothing },
  cilium: { perCluster: needs(20, 64), perNode: needs(80, 320) },
  kyverno: { perCluster: needs(310, 576), perNode: nothing },
  'cert-manager': { perCluster: needs(60, 208), perNode: nothing },
  // Its engines are sure of a share of the CPU (guaranteedInstanceManagerCPU).
  longhorn: { perCluster: needs(40, 192), perNode: needs(120, 384), cpuShare: 5 },
  'ingress-nginx': { perCluster: needs(100, 256), perNode: nothing },
  traefik: { perCluster: needs(100, 256), perNode: nothing },
  'kube-prometheus-stack': { perCluster: needs(450, 2176, 40 * 1024 * mebibyte), perNode: needs(50, 64) },
};

/** What the platform itself requests of a cluster's nodes, by the components that the cluster installs. */
export function platformNeeds(spec: ClusterSpec): Needs {
  const { nodes } = spec;
  const installed = Object.entries(components).flatMap(([name, footing]) => (isInstalled(spec, name as PlatformName) ? [footing] : []));
  const sum = (pick: (needs: Needs) => number) =>
    [base, ...installed].reduce((total, { perCluster, perNode }) => total + pick(perCluster) + pick(perNode) * nodes.length, 0);
  const share = installed.reduce((percent, { cpuShare = 0 }) => percent + cpuShare, 0);
  const shared = nodes.reduce((total, node) => total + Math.ceil((toMillicores(node.cpu) * share) / 100), 0);
  return { cpu: sum(({ cpu }) => cpu) + shared, memory: sum(({ memory }) => memory), storage: sum(({ storage }) => storage) };
}
