import { prometheusLabels } from '../guardrails/environment-flows';
import type { Flow, Peer, Port } from '../guardrails/network-policy';
import { observability } from './secrets';

/** Labels of the pods that a flow holds for; empty: every pod of the namespace. */
type Pods = Readonly<Record<string, string>>;

const tcp = (ports: readonly number[]): Port[] => ports.map((port) => ({ port }));

export const egress = (name: string, peer: Peer, ports: readonly number[] = [], pods: Pods = {}): Flow => ({
  name: `egress-${name}`,
  direction: 'egress',
  pods,
  peer,
  ports: tcp(ports),
});

export const ingress = (name: string, peer: Peer, ports: readonly number[] = [], pods: Pods = {}): Flow => ({
  name: `ingress-${name}`,
  direction: 'ingress',
  pods,
  peer,
  ports: tcp(ports),
});

/** Every controller resolves names and talks to the API server. */
export const controllerFlows: readonly Flow[] = [egress('dns', { kind: 'dns' }), egress('apiserver', { kind: 'apiserver' })];

/** Prometheus fetches metrics. */
export const metricsFlow = (ports: readonly number[], pods: Pods = {}): Flow =>
  ingress('prometheus', { kind: 'namespace', namespace: observability, labels: prometheusLabels }, ports, pods);

/**
 * The API server calls a webhook. Its traffic bears its own address, or that of the node it comes in by; both are named, so that
 * an API server on other machines is a matter of data.
 */
export const webhookFlows = (ports: readonly number[], pods: Pods = {}): Flow[] => [
  ingress('webhook-from-apiserver', { kind: 'apiserver' }, ports, pods),
  ingress('webhook-from-node', { kind: 'node' }, ports, pods),
];
