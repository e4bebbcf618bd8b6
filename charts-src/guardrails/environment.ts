import type { Cluster, Environment } from '../inventory/model';
import type { Unit } from '../unit';
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
      accessObjects(chart, cluster.spec, environment);
      quotaObjects(chart, environment.name, environmentBudget(environment, tenantsOf(cluster, environment)));
      networkPolicies(chart, environment.name, cluster.spec.networks, environmentFlows(cluster.spec, environment));
    },
  };
}

/** How many workloads of other environments are served in the namespace of this one. */
function tenantsOf(cluster: Cluster, { name }: Environment): number {
  const tenants = cluster.environments.filter(({ spec }) => !spec.retired).flatMap(({ workloads }) => workloads);
  return tenants.filter((workload) => workload.kind === 'images' && workload.spec.tenantOf === name).length;
}
