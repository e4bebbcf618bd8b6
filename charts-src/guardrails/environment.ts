import type { Cluster, Environment } from '../inventory/model';
import type { Unit } from '../unit';
import { servesTenants } from '../workloads/facts';
import { accessObjects } from './access';
import { environmentFlows } from './environment-flows';
import { networkPolicies } from './network-policy';
import { environmentBudget, quotaObjects } from './quota';
import { unitName } from './unit-names';

/** What holds an environment in its bounds. It outlives the environment's own unit, which has no rights over it. */
export function guardrailsUnit(cluster: Cluster, environment: Environment): Unit {
  return {
    name: unitName.guardrails(environment.name),
    sources: [cluster.source.file, environment.source.file],
    dependsOn: ['namespaces'],
    namespace: environment.name,
    sync: { timeout: '2m' },
    objects: (chart) => {
      accessObjects(chart, cluster, environment);
      quotaObjects(chart, environment.name, environmentBudget(environment, tenantRoom(cluster, environment)));
      networkPolicies(chart, environment.name, cluster.spec.networks, environmentFlows(cluster.spec, environment));
    },
  };
}

/** Places for tenants come in steps, so that a new tenant changes nothing of its host. */
const tenantStep = 40;

/** How many tenants a host of tenants has room for; none for any other environment. */
function tenantRoom(cluster: Cluster, host: Environment): number {
  if (!servesTenants(host)) return 0;
  const all = cluster.environments.filter(({ spec }) => !spec.retired).flatMap((environment) => environment.workloads);
  const tenants = all.filter((workload) => workload.kind === 'images' && workload.spec.tenantOf === host.name).length;
  return tenantStep * (Math.floor(tenants / tenantStep) + 1);
}
