import { hostOf } from '../../charts-src/workloads/facts';
import { inventoryOrFaults } from '../inventory';
import { type ExitCode, exitCode, type Output, table } from '../output';

/** Every environment with its kind, workloads and hosts. */
export function envListCommand(options: { readonly root: string; readonly json?: boolean }, output: Output): ExitCode {
  const inventory = inventoryOrFaults(options.root, output, options.json === true);
  if (!inventory) return exitCode.findings;
  const environments = inventory.clusters.flatMap((cluster) =>
    cluster.environments.map(({ name, kind, spec, workloads }) => ({
      cluster: cluster.name,
      environment: name,
      kind,
      retired: spec.retired,
      workloads: workloads.map((workload) => workload.name),
      hosts: workloads.flatMap((workload) => hostOf(workload) ?? []),
    })),
  );
  if (options.json) output.line(JSON.stringify({ environments }, null, 2));
  else {
    const rows = environments.map((row) => [
      row.cluster,
      row.environment,
      row.retired ? `${row.kind} (retired)` : row.kind,
      row.workloads.join(' '),
      row.hosts.join(' '),
    ]);
    for (const line of table([['CLUSTER', 'ENVIRONMENT', 'KIND', 'WORKLOADS', 'HOSTS'], ...rows])) output.line(line);
  }
  return exitCode.success;
}
