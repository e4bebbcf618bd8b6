import type { Budget } from '../../guardrails/quota';
import type { ClusterSpec } from '../../inventory/schema/cluster';
import type { Share } from '../resources';
import { keepsVolumes, nodeExporterSize, sizes, volumes } from './parts';

const mebibyte = 2 ** 20;
const gibibyte = 2 ** 30;
const { prometheus, alertmanager, operator, configReloader, grafana, dashboardSidecar, kubeStateMetrics } = sizes;

/** Containers that run, and those that stand twice while a Deployment is rolled out. */
const rolled: readonly Share[] = [operator, grafana, dashboardSidecar, kubeStateMetrics];
const running: readonly Share[] = [prometheus, configReloader, alertmanager, configReloader, ...rolled];

/** Prometheus, Alertmanager, operator, Grafana, kube-state-metrics; the last three twice during a roll-out; one to spare. */
const podCount = 5 + 3 + 1;

const cpu = (shares: readonly Share[]) => shares.reduce((sum, share) => sum + share.cpu, 0);
const memory = (shares: readonly Share[]) => shares.reduce((sum, { memory, memoryLimit }) => sum + (memoryLimit ?? memory), 0) * mebibyte;

/** What observability may take: counted by the limits, since a quota holds memory's limits to the same sum as its requests. */
export function observabilityBudget(spec: ClusterSpec): Budget {
  const kept = keepsVolumes({ spec }) ? Object.values(volumes) : [];
  const all = [...running, ...rolled];
  return {
    cpu: cpu(all),
    memory: memory(all),
    storage: kept.reduce((sum, size) => sum + size, 0) * gibibyte,
    volumes: kept.length,
    pods: podCount,
  };
}

/** One node-exporter a node, and the room for one to be replaced. */
export function nodeAgentsBudget({ nodes }: ClusterSpec): Budget {
  const count = nodes.length + 1;
  return { cpu: nodeExporterSize.cpu * count, memory: nodeExporterSize.memory * mebibyte * count, storage: 0, volumes: 0, pods: count };
}
