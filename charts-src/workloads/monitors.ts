import { serviceAccountName, unitName } from '../guardrails/unit-names';
import type { Cluster, Environment, Workload } from '../inventory/model';
import { workloadMonitors } from '../observability/index';
import type { Unit } from '../unit';
import { isTenant } from './facts';

/** Monitors of an environment: a unit beside its workloads, so that broken monitoring holds back no rollout. */
export function monitorsUnit(cluster: Cluster, environment: Environment): Unit[] {
  if (cluster.spec.platform['kube-prometheus-stack'] === undefined || environment.spec.retired) return [];
  const namespace = environment.name;
  const monitored = environment.workloads.flatMap((workload) => {
    const target = metricsOf(workload);
    return target ? [{ namespace, workload: workload.name, kind: workload.kind, ...target }] : [];
  });
  if (monitored.length === 0) return [];
  return [
    {
      name: unitName.monitors(namespace),
      sources: [cluster.source.file, environment.source.file],
      dependsOn: [unitName.guardrails(namespace), 'platform/kube-prometheus-stack'],
      namespace,
      sync: { timeout: '2m', serviceAccount: serviceAccountName('monitors', namespace) },
      objects: (chart) => workloadMonitors(chart, monitored),
    },
  ];
}

/** Port of the Service that serves metrics, and the path; undefined for a workload without any. */
function metricsOf(workload: Workload): { readonly port: string; readonly path?: string } | undefined {
  if (isTenant(workload)) return undefined;
  if (workload.kind === 'mysql' || workload.kind === 'images') return { port: 'metrics' };
  if (workload.kind !== 'service' || workload.spec.metrics === undefined) return undefined;
  const { port, path } = workload.spec.metrics;
  return { port: port === workload.spec.port ? 'http' : 'metrics', path };
}
