import { declaredFlows, flowPorts, prometheusLabels, solverLabels } from '../charts-src/guardrails/environment-flows';
import { notTheInternet } from '../charts-src/guardrails/network-policy';
import type { Environment } from '../charts-src/inventory/model';
import type { ClusterSpec } from '../charts-src/inventory/schema/cluster';
import type { Party } from '../charts-src/inventory/workload-model';
import type { ClusterContext } from './context';
import { type Direction, type IpBlock, type Peer, type PolicySpec, peersOf, policiesOf, type Rule, rules, rulesOf } from './network';
import { type Labels, matches, selects } from './pods';

/** Who may open a connection to whom, as computed from NetworkPolicies alone. */
export interface PermittedFlow {
  readonly from: string;
  readonly to: string;
  /** `8080/TCP`; `any` where the policy names no port. */
  readonly ports: readonly string[];
}

interface Inside {
  readonly name: string;
  readonly labels: Labels;
}

/** Stands for every address there is. */
const anyone = 'anyone';
const anyPort = 'any';

/** The matrix of one environment, sorted. A pod that no policy holds is open to, and for, `anyone`. */
export function permittedFlows({ cluster, objects, pods }: ClusterContext, environment: string): PermittedFlow[] {
  const policies = policiesOf({ objects }).flatMap(({ namespace, spec }) => (namespace === environment ? [spec] : []));
  const inside = partiesInside(pods, policies, environment);
  const sent = new Ports();
  const received = new Ports();
  for (const pod of inside) {
    for (const { peers, ports } of rulesFor(pod, policies, 'Egress'))
      for (const other of partiesOf(peers, ports, 'Egress', cluster.spec, inside)) sent.add(pod.name, other, ports);
    for (const { peers, ports } of rulesFor(pod, policies, 'Ingress'))
      for (const other of partiesOf(peers, ports, 'Ingress', cluster.spec, inside)) received.add(other, pod.name, ports);
  }
  return sorted([...betweenPods(inside, sent, received), ...toOutside(inside, sent), ...fromOutside(inside, received)]);
}

/** What the workloads declare, in the same words; the ingress controllers run on the host network, so they are `node`. */
export function expectedFlows(cluster: ClusterSpec, environment: Environment): PermittedFlow[] {
  const flows = new Ports();
  for (const { from, to, ports } of declaredFlows(environment)) {
    const numbers = flowPorts(cluster, to, ports);
    const protocols = to === 'dns' ? ['TCP', 'UDP'] : ['TCP'];
    flows.add(
      nameOf(from, cluster),
      nameOf(to, cluster),
      numbers.flatMap((port) => protocols.map((protocol) => `${port}/${protocol}`)),
    );
  }
  return sorted(flows.all());
}

function nameOf(party: Party, { objectStorage }: ClusterSpec): string {
  if (typeof party !== 'string') return party.workload;
  if (party === 'object-storage') return objectStorage.networks ? party : 'internet';
  return party === 'ingress' ? 'node' : party;
}

function partiesInside(pods: ClusterContext['pods'], policies: readonly PolicySpec[], environment: string): Inside[] {
  const workloads = pods
    .filter(({ namespace }) => namespace === environment)
    .map(({ labels, object }): Inside => ({ name: labels['app.kubernetes.io/instance'] ?? object.metadata.name, labels }));
  const solver = policies.some(({ podSelector }) => podSelector.matchLabels && matches(podSelector.matchLabels, solverLabels));
  return [...workloads, ...(solver ? [{ name: 'acme-solver', labels: solverLabels }] : [])];
}

/** What the policies that hold a pod permit; everything, where none holds it in that direction. */
function rulesFor(pod: Inside, policies: readonly PolicySpec[], direction: Direction): { peers: readonly Peer[]; ports: string[] }[] {
  const holding = policies.filter((policy) => selects(policy.podSelector, pod.labels) && rules(policy, direction));
  if (holding.length === 0) return [{ peers: [], ports: [anyPort] }];
  return holding.flatMap((policy) => rulesOf(policy, direction)).map((rule) => ({ peers: peersOf(rule, direction), ports: portsOf(rule) }));
}

function portsOf({ ports }: Rule): string[] {
  if (ports === undefined || ports.length === 0) return [anyPort];
  return ports.map(({ port, endPort, protocol }) => `${port ?? anyPort}${endPort === undefined ? '' : `-${endPort}`}/${protocol ?? 'TCP'}`);
}

/** No peer at all means every peer. */
function partiesOf(
  peers: readonly Peer[],
  ports: readonly string[],
  direction: Direction,
  cluster: ClusterSpec,
  inside: readonly Inside[],
): string[] {
  const network = (block: IpBlock) => (direction === 'Egress' ? targetNetwork(block, ports, cluster) : senderNetwork(block, cluster));
  return peers.length === 0 ? [anyone] : peers.flatMap((peer) => partiesOfPeer(peer, network, inside));
}

function partiesOfPeer(peer: Peer, network: (block: IpBlock) => string, inside: readonly Inside[]): string[] {
  if (peer.ipBlock) return [network(peer.ipBlock)];
  if (!peer.namespaceSelector) return inside.filter((pod) => selects(peer.podSelector ?? {}, pod.labels)).map(({ name }) => name);
  const namespace = peer.namespaceSelector.matchLabels?.['kubernetes.io/metadata.name'];
  if (namespace === undefined) return ['any namespace'];
  const labels = peer.podSelector?.matchLabels ?? {};
  if (namespace === 'kube-system' && labels['k8s-app'] === 'kube-dns') return ['dns'];
  if (namespace === 'observability' && matches(labels, prometheusLabels)) return ['prometheus'];
  return [`namespace ${namespace}`];
}

/** What leaves for a network of the data goes to the storage or the API server, told apart by port where they share it. */
function targetNetwork(block: IpBlock, ports: readonly string[], cluster: ClusterSpec): string {
  const { networks, objectStorage } = cluster;
  const stored = objectStorage.networks?.includes(block.cidr) === true;
  const served = networks.apiServer.networks.includes(block.cidr);
  const storagePorts = flowPorts(cluster, 'object-storage', []).map((port) => `${port}/TCP`);
  if (stored && (!served || ports.every((port) => storagePorts.includes(port)))) return 'object-storage';
  return served ? 'apiserver' : networks.nodes.includes(block.cidr) ? 'node' : otherNetwork(block);
}

/** What enters from a network of the data comes from a node, where API servers share it. */
function senderNetwork(block: IpBlock, { networks }: ClusterSpec): string {
  if (networks.nodes.includes(block.cidr)) return 'node';
  return networks.apiServer.networks.includes(block.cidr) ? 'apiserver' : otherNetwork(block);
}

function otherNetwork({ cidr, except = [] }: IpBlock): string {
  if (cidr === '0.0.0.0/0' && notTheInternet.every((network) => except.includes(network))) return 'internet';
  return except.length > 0 ? `${cidr} except ${except.join(', ')}` : cidr;
}

/** Between two pods of the environment a port is open only where the sender may send and the receiver may receive. */
function betweenPods(inside: readonly Inside[], sent: Ports, received: Ports): PermittedFlow[] {
  return inside.flatMap(({ name: from }) =>
    inside.flatMap(({ name: to }) => {
      // Where both ends are open to anyone, their own lines say so.
      if (!sent.has(from, to) && !received.has(from, to)) return [];
      const leaving = [...sent.of(from, to), ...sent.of(from, anyone)];
      const entering = [...received.of(from, to), ...received.of(anyone, to)];
      const ports = leaving.includes(anyPort)
        ? entering
        : entering.includes(anyPort)
          ? leaving
          : leaving.filter((port) => entering.includes(port));
      return ports.length > 0 ? [{ from, to, ports }] : [];
    }),
  );
}

const isInside = (inside: readonly Inside[], party: string): boolean => inside.some(({ name }) => name === party);
const toOutside = (inside: readonly Inside[], sent: Ports): PermittedFlow[] => sent.all().filter(({ to }) => !isInside(inside, to));
const fromOutside = (inside: readonly Inside[], received: Ports): PermittedFlow[] =>
  received.all().filter(({ from }) => !isInside(inside, from));

/** Each pair once, its ports sorted. */
function sorted(flows: readonly PermittedFlow[]): PermittedFlow[] {
  const merged = new Ports();
  for (const { from, to, ports } of flows) merged.add(from, to, ports);
  const key = ({ from, to }: PermittedFlow) => `${from}\0${to}`;
  return merged
    .all()
    .map((flow) => ({ ...flow, ports: [...flow.ports].sort() }))
    .sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** Sets of ports by who sends and who receives. */
class Ports {
  readonly #flows = new Map<string, { readonly from: string; readonly to: string; readonly ports: Set<string> }>();

  add(from: string, to: string, ports: readonly string[]): void {
    const flow = this.#flows.get(`${from}\0${to}`) ?? { from, to, ports: new Set() };
    for (const port of ports) flow.ports.add(port);
    this.#flows.set(`${from}\0${to}`, flow);
  }

  has = (from: string, to: string): boolean => this.#flows.has(`${from}\0${to}`);
  of = (from: string, to: string): readonly string[] => [...(this.#flows.get(`${from}\0${to}`)?.ports ?? [])];
  all = (): PermittedFlow[] => [...this.#flows.values()].map(({ from, to, ports }) => ({ from, to, ports: [...ports] }));
}
