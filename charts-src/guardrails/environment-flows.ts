import type { Environment } from '../inventory/model';
import type { ClusterSpec } from '../inventory/schema/cluster';
import type { DeclaredFlow, Party } from '../inventory/workload-model';
import { flowsOf, hostOf, isTenant } from '../workloads/facts';
import { workloadSelector } from './labels';
import type { Flow, Peer, Port } from './network-policy';

/** cert-manager's HTTP-01 solver pods stand in the namespace of the certificate. */
export const solverLabels = { 'acme.cert-manager.io/http01-solver': 'true' } as const;
export const solverPort = 8089;
export const prometheusLabels = { 'app.kubernetes.io/name': 'prometheus' } as const;

/** All flows that the workloads of an environment declare, and the solver's where it has public hosts. */
export function declaredFlows(environment: Environment): DeclaredFlow[] {
  if (environment.spec.retired) return [];
  const flows = environment.workloads.flatMap(flowsOf);
  const isPublic = environment.workloads.some((workload) => hostOf(workload) !== undefined && !isTenant(workload));
  return isPublic ? [...flows, { from: 'ingress', to: 'acme-solver', ports: [solverPort] }] : flows;
}

/**
 * The NetworkPolicies' flows: a declared flow opens the egress of its sender and the ingress of its receiver, each where that
 * end is a pod of the environment.
 */
export function environmentFlows(cluster: ClusterSpec, environment: Environment): Flow[] {
  const flows = declaredFlows(environment).flatMap(({ from, to, ports }) => {
    const tcp: readonly Port[] = to === 'dns' ? [] : flowPorts(cluster, to, ports).map((port) => ({ port }));
    const sender = podsOf(environment, from);
    const receiver = podsOf(environment, to);
    const name = `${partyName(from)}-to-${partyName(to)}`;
    return [
      ...(sender
        ? [{ name: `egress-${name}`, direction: 'egress' as const, pods: sender, peer: peerOf(cluster, environment, to), ports: tcp }]
        : []),
      ...(receiver
        ? [{ name: `ingress-${name}`, direction: 'ingress' as const, pods: receiver, peer: peerOf(cluster, environment, from), ports: tcp }]
        : []),
    ];
  });
  return mergePorts(flows);
}

/** TCP ports of a flow: those of the API server and of the object storage are the cluster's to say. */
export function flowPorts({ networks, objectStorage }: ClusterSpec, to: Party, ports: readonly number[]): readonly number[] {
  if (to === 'apiserver') return [networks.apiServer.port];
  if (to !== 'object-storage') return ports;
  const { port, protocol } = new URL(objectStorage.endpoint);
  return [port !== '' ? Number(port) : protocol === 'https:' ? 443 : 80];
}

const partyName = (party: Party): string => (typeof party === 'string' ? party : party.workload);

function podsOf(environment: Environment, party: Party): Record<string, string> | undefined {
  if (party === 'acme-solver') return { ...solverLabels };
  if (typeof party === 'string') return undefined;
  const workload = environment.workloads.find(({ name }) => name === party.workload);
  return workload && workloadSelector(workload.kind, workload.name);
}

function peerOf(cluster: ClusterSpec, environment: Environment, party: Party): Peer {
  const pods = podsOf(environment, party);
  if (pods) return { kind: 'pods', labels: pods };
  switch (party) {
    case 'ingress':
      // Both controllers run on the host network, so their traffic comes from the node's address.
      return { kind: 'node' };
    case 'prometheus':
      return { kind: 'namespace', namespace: 'observability', labels: prometheusLabels };
    case 'node':
    case 'dns':
    case 'internet':
    case 'apiserver':
      return { kind: party };
    case 'object-storage':
      return cluster.objectStorage.networks ? { kind: 'networks', networks: cluster.objectStorage.networks } : { kind: 'internet' };
    default:
      throw new RangeError(`no such party in ${environment.name}: ${JSON.stringify(party)}`);
  }
}

/**
 * Two flows between the same ends are one policy with the ports of both. Throws RangeError where names of workloads run together
 * (`a` to `b-to-c`, `a-to-b` to `c`), since one would take the other's place.
 */
function mergePorts(flows: readonly Flow[]): Flow[] {
  const merged = new Map<string, Flow>();
  for (const flow of flows) {
    const known = merged.get(flow.name);
    if (known && ends(known) !== ends(flow)) throw new RangeError(`two flows want the name ${flow.name}; rename one of their workloads`);
    const ports = known
      ? [...known.ports, ...flow.ports.filter(({ port }) => !known.ports.some((other) => other.port === port))]
      : flow.ports;
    merged.set(flow.name, { ...flow, ports });
  }
  return [...merged.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
}

const ends = ({ direction, pods, peer }: Flow): string => JSON.stringify([direction, pods, peer]);
