import { declaredFlows, prometheusLabels, solverLabels } from '../charts-src/guardrails/environment-flows';
import type { Environment } from '../charts-src/inventory/model';
import type { ClusterSpec } from '../charts-src/inventory/schema/cluster';
import type { Party } from '../charts-src/inventory/workload-model';
import type { ClusterContext } from './context';
import { matches } from './pods';

/** Who may open a connection to whom, as computed from NetworkPolicies alone. */
export interface PermittedFlow {
  readonly from: string;
  readonly to: string;
  /** `8080/TCP`; `any` where the policy names no port. */
  readonly ports: readonly string[];
}

interface Peer {
  readonly podSelector?: { readonly matchLabels?: Readonly<Record<string, string>> };
  readonly namespaceSelector?: { readonly matchLabels?: Readonly<Record<string, string>> };
  readonly ipBlock?: { readonly cidr: string };
}
interface Rule {
  readonly from?: readonly Peer[];
  readonly to?: readonly Peer[];
  readonly ports?: readonly { readonly port?: number | string; readonly protocol?: string }[];
}
interface Policy {
  readonly podSelector: { readonly matchLabels?: Readonly<Record<string, string>> };
  readonly policyTypes: readonly string[];
  readonly ingress?: readonly Rule[];
  readonly egress?: readonly Rule[];
}
interface Inside {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** The matrix of one environment, sorted. A pod that no policy selects is open to, and for, `anyone`. */
export function permittedFlows({ cluster, objects, pods }: ClusterContext, environment: string): PermittedFlow[] {
  const policies = objects
    .filter(({ object }) => object.kind === 'NetworkPolicy' && object.metadata.namespace === environment)
    .map(({ object }) => object.spec as Policy);
  const workloads = pods
    .filter(({ namespace }) => namespace === environment)
    .map(({ labels, object }): Inside => ({ name: labels['app.kubernetes.io/instance'] ?? object.metadata.name, labels }));
  const solver = policies.some(({ podSelector }) => podSelector.matchLabels && matches(podSelector.matchLabels, solverLabels));
  const inside: Inside[] = [...workloads, ...(solver ? [{ name: 'acme-solver', labels: solverLabels }] : [])];
  const flows = new Map<string, Set<string>>();
  const permit = (from: string, to: string, ports: Iterable<string>) => {
    const known = flows.get(`${from} ${to}`) ?? new Set();
    for (const port of ports) known.add(port);
    if (known.size > 0) flows.set(`${from} ${to}`, known);
  };
  for (const pod of inside)
    for (const direction of ['Egress', 'Ingress'] as const) {
      const holding = policies.filter(
        ({ podSelector, policyTypes }) => matches(pod.labels, podSelector.matchLabels ?? {}) && policyTypes.includes(direction),
      );
      if (holding.length === 0 && direction === 'Egress') permit(pod.name, 'anyone', ['any']);
      if (holding.length === 0 && direction === 'Ingress') permit('anyone', pod.name, ['any']);
      for (const rule of holding.flatMap((policy) => (direction === 'Egress' ? policy.egress : policy.ingress) ?? []))
        for (const peer of (direction === 'Egress' ? rule.to : rule.from) ?? [{}])
          for (const other of partiesOf(peer, direction, cluster.spec, inside)) {
            const ports = portsOf(rule);
            if (direction === 'Egress' && inside.some(({ name }) => name === other)) permit(`${pod.name}>`, other, ports);
            else if (direction === 'Egress') permit(pod.name, other, ports);
            else if (inside.some(({ name }) => name === other)) permit(other, `>${pod.name}`, ports);
            else permit(other, pod.name, ports);
          }
    }
  return agreed(flows);
}

/** Between two pods of the environment a port is open only where the sender may send and the receiver may receive. */
function agreed(flows: ReadonlyMap<string, ReadonlySet<string>>): PermittedFlow[] {
  const found: PermittedFlow[] = [];
  for (const [key, ports] of flows) {
    const [from = '', to = ''] = key.split(' ');
    if (to.startsWith('>')) continue;
    const received = from.endsWith('>') ? flows.get(`${from.slice(0, -1)} >${to}`) : undefined;
    const open = from.endsWith('>') ? [...ports].filter((port) => received?.has(port) || received?.has('any')) : [...ports];
    if (open.length > 0) found.push({ from: from.replace(/>$/, ''), to, ports: open.sort() });
  }
  return found.sort((a, b) => (`${a.from} ${a.to}` < `${b.from} ${b.to}` ? -1 : 1));
}

function portsOf({ ports }: Rule): string[] {
  return ports === undefined || ports.length === 0 ? ['any'] : ports.map(({ port, protocol }) => `${port ?? 'any'}/${protocol ?? 'TCP'}`);
}

function partiesOf(peer: Peer, direction: 'Egress' | 'Ingress', cluster: ClusterSpec, inside: readonly Inside[]): string[] {
  if (peer.ipBlock) return [networkName(peer.ipBlock.cidr, direction, cluster)];
  const namespace = peer.namespaceSelector?.matchLabels?.['kubernetes.io/metadata.name'];
  const labels = peer.podSelector?.matchLabels ?? {};
  if (namespace === undefined && peer.namespaceSelector !== undefined) return ['any namespace'];
  if (namespace === undefined) return inside.filter((pod) => matches(pod.labels, labels)).map(({ name }) => name);
  if (namespace === 'kube-system' && labels['k8s-app'] === 'kube-dns') return ['dns'];
  if (namespace === 'observability' && matches(labels, prometheusLabels)) return ['prometheus'];
  return [`namespace ${namespace}`];
}

/** Where nodes and API servers share a network, what leaves goes to the API server and what enters comes from a node. */
function networkName(cidr: string, direction: 'Egress' | 'Ingress', { networks }: ClusterSpec): string {
  if (cidr === '0.0.0.0/0') return 'internet';
  const isNode = networks.nodes.includes(cidr);
  const isServer = networks.apiServer.networks.includes(cidr);
  if (isNode && isServer) return direction === 'Egress' ? 'apiserver' : 'node';
  return isServer ? 'apiserver' : isNode ? 'node' : cidr;
}

/** What the workloads declare, in the same words; the ingress controllers run on the host network, so they are `node`. */
export function expectedFlows(cluster: ClusterSpec, environment: Environment): PermittedFlow[] {
  const flows = new Map<string, Set<string>>();
  for (const { from, to, ports } of declaredFlows(environment)) {
    const key = `${nameOf(from)} ${nameOf(to)}`;
    const known = flows.get(key) ?? new Set();
    const numbers = to === 'apiserver' ? [cluster.networks.apiServer.port] : ports;
    for (const port of numbers) for (const protocol of to === 'dns' ? ['TCP', 'UDP'] : ['TCP']) known.add(`${port}/${protocol}`);
    flows.set(key, known);
  }
  return agreed(flows);
}

const nameOf = (party: Party): string => (typeof party !== 'string' ? party.workload : party === 'ingress' ? 'node' : party);
