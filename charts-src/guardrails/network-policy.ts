import type { Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import type { ClusterSpec } from '../inventory/schema/cluster';

export type Networks = ClusterSpec['networks'];

export interface Port {
  /** Number, or the name of a container port. */
  readonly port: number | string;
  /** Default: TCP. */
  readonly protocol?: 'TCP' | 'UDP';
}

/**
 * The other side of a flow. `node`, `apiserver` and `internet` are networks from the cluster's data, because host-network
 * and API-server traffic never matches a pod selector.
 */
export type Peer =
  | { readonly kind: 'pods'; readonly labels: Readonly<Record<string, string>> }
  | { readonly kind: 'namespace'; readonly namespace: string; readonly labels?: Readonly<Record<string, string>> }
  | { readonly kind: 'node' }
  | { readonly kind: 'apiserver' }
  | { readonly kind: 'internet' }
  | { readonly kind: 'networks'; readonly networks: readonly string[] }
  | { readonly kind: 'dns' };

/** One permitted direction of talk; it becomes one NetworkPolicy of the same name. */
export interface Flow {
  readonly name: string;
  readonly direction: 'ingress' | 'egress';
  /** Labels of the pods in this namespace that the flow holds for; empty: all. */
  readonly pods: Readonly<Record<string, string>>;
  readonly peer: Peer;
  /** Empty: every port. */
  readonly ports: readonly Port[];
}

/** Ranges that are never "the internet": private, carrier, loopback, link-local (cloud metadata), multicast, reserved. */
export const notTheInternet = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '224.0.0.0/4',
  '240.0.0.0/4',
] as const;

const dnsPorts: readonly Port[] = [
  { port: 53, protocol: 'UDP' },
  { port: 53, protocol: 'TCP' },
];

/** Denies everything both ways in a namespace, then permits exactly the flows. */
export function networkPolicies(chart: Chart, namespace: string, networks: Networks, flows: readonly Flow[]): void {
  new k8s.KubeNetworkPolicy(chart, `${namespace}-default-deny`, {
    metadata: { name: 'default-deny', namespace },
    spec: { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
  });
  for (const flow of flows) addFlow(chart, namespace, networks, flow);
}

function addFlow(chart: Chart, namespace: string, networks: Networks, flow: Flow): void {
  const peers = peersOf(flow.peer, networks);
  const ports = portsOf(flow, networks).map(({ port, protocol }) => ({
    port: typeof port === 'number' ? k8s.IntOrString.fromNumber(port) : k8s.IntOrString.fromString(port),
    protocol: protocol ?? 'TCP',
  }));
  const portsOrAll = ports.length > 0 ? { ports } : {};
  new k8s.KubeNetworkPolicy(chart, `${namespace}-${flow.name}`, {
    metadata: { name: flow.name, namespace },
    spec: {
      podSelector: selector(flow.pods),
      ...(flow.direction === 'ingress'
        ? { policyTypes: ['Ingress'], ingress: [{ from: peers, ...portsOrAll }] }
        : { policyTypes: ['Egress'], egress: [{ to: peers, ...portsOrAll }] }),
    },
  });
}

function peersOf(peer: Peer, networks: Networks): k8s.NetworkPolicyPeer[] {
  switch (peer.kind) {
    case 'pods':
      return [{ podSelector: selector(peer.labels) }];
    case 'namespace':
      return [
        {
          namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': peer.namespace } },
          ...(peer.labels ? { podSelector: selector(peer.labels) } : {}),
        },
      ];
    case 'node':
      return networks.nodes.map((cidr) => ({ ipBlock: { cidr } }));
    case 'apiserver':
      return networks.apiServer.networks.map((cidr) => ({ ipBlock: { cidr } }));
    case 'networks':
      return peer.networks.map((cidr) => ({ ipBlock: { cidr } }));
    case 'internet':
      return [{ ipBlock: { cidr: '0.0.0.0/0', except: [...notTheInternet] } }];
    case 'dns':
      return [
        {
          namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
          podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
        },
      ];
  }
}

function portsOf(flow: Flow, networks: Networks): readonly Port[] {
  if (flow.ports.length > 0) return flow.ports;
  if (flow.peer.kind === 'dns') return dnsPorts;
  if (flow.peer.kind === 'apiserver' && flow.direction === 'egress') return [{ port: networks.apiServer.port }];
  return [];
}

function selector(labels: Readonly<Record<string, string>>): k8s.LabelSelector {
  return Object.keys(labels).length > 0 ? { matchLabels: { ...labels } } : {};
}
