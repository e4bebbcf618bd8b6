import type { Inventory } from '../../charts-src/inventory/model';
import { suggestion } from '../../charts-src/inventory/nearest';
import { render } from '../../charts-src/main';
import { clusterContext } from '../../checks/context';
import { permittedFlows } from '../../checks/flows';
import { inventoryOrFaults } from '../inventory';
import { type ExitCode, exitCode, type Output, table } from '../output';

/** Who may talk to whom in an environment, computed from the rendered NetworkPolicies. */
export function flowsCommand(
  options: { readonly root: string; readonly environment: string; readonly cluster?: string; readonly json?: boolean },
  output: Output,
): ExitCode {
  const inventory = inventoryOrFaults(options.root, output, options.json === true);
  if (!inventory) return exitCode.findings;
  const clusters = inventory.clusters.filter(({ name }) => options.cluster === undefined || name === options.cluster);
  const found = clusters.filter(({ environments }) => environments.some(({ name }) => name === options.environment));
  if (found.length === 0) {
    output.note(nothing(inventory, options));
    return exitCode.usage;
  }
  const { units } = render(inventory, options.root);
  const matrices = found.map((cluster) => ({
    cluster: cluster.name,
    environment: options.environment,
    flows: permittedFlows(clusterContext(cluster, units), options.environment),
  }));
  if (options.json) output.line(JSON.stringify({ matrices }, null, 2));
  else
    for (const { cluster, environment, flows } of matrices) {
      output.line(output.style('bold', `${cluster}/${environment}: everything that is not listed is denied`));
      for (const line of table([['FROM', 'TO', 'PORTS'], ...flows.map(({ from, to, ports }) => [from, to, ports.join(' ')])]))
        output.line(line);
    }
  return exitCode.success;
}

function nothing({ clusters }: Inventory, { cluster, environment }: { readonly cluster?: string; readonly environment: string }): string {
  const names = clusters.map(({ name }) => name);
  if (cluster !== undefined && !names.includes(cluster)) return `There is no cluster ${cluster}; ${suggestion(cluster, names)}`;
  const within = clusters.filter(({ name }) => cluster === undefined || name === cluster);
  const known = [...new Set(within.flatMap(({ environments }) => environments.map(({ name }) => name)))];
  return `There is no environment ${environment}${cluster === undefined ? '' : ` in ${cluster}`}; ${suggestion(environment, known)}`;
}
