import type { Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import type { Cluster, Environment } from '../inventory/model';
import { type Role, roles } from '../inventory/schema/access';
import type { ClusterSpec } from '../inventory/schema/cluster';
import { servesTenants } from '../workloads/facts';
import { peopleRoleName, type UnitRole, unitRoleName } from './roles';
import { fluxNamespace, serviceAccountName } from './unit-names';

/** OIDC groups that hold a role in an environment, sorted. */
export function groupsOf(cluster: ClusterSpec, environment: Environment, role: Role): string[] {
  const inherited = environment.kind === 'production' && cluster.access.production ? cluster.access.production : cluster.access.default;
  return [...new Set([...inherited[role], ...environment.spec.access[role]])].sort();
}

/** Who may do what in the namespace: people by OIDC group, and the units of the environment by service account. */
export function accessObjects(chart: Chart, cluster: Cluster, environment: Environment): void {
  const namespace = environment.name;
  for (const role of roles) {
    const groups = groupsOf(cluster.spec, environment, role);
    if (groups.length > 0)
      binding(
        chart,
        namespace,
        peopleRoleName(role),
        peopleRoleName(role),
        groups.map((name) => ({ apiGroup: 'rbac.authorization.k8s.io', kind: 'Group', name })),
      );
  }
  for (const role of ['environment', 'secrets', 'monitors'] as const) unitAccount(chart, namespace, role, [namespace]);
  // Whether it is a tenant now or not: a unit that leaves a host takes its objects along, and needs its account for that.
  const hosts = cluster.environments.filter((other) => other !== environment && servesTenants(other)).map(({ name }) => name);
  if (environment.kind !== 'shared' && hosts.length > 0) unitAccount(chart, namespace, 'tenant', hosts);
  for (const workload of environment.workloads)
    if (workload.kind === 'images' && workload.spec.tenants && !environment.spec.retired) tenantReader(chart, namespace, workload.name);
}

/** A shared image service watches the ConfigMaps of its tenants; its own unit may write no RBAC. */
function tenantReader(chart: Chart, namespace: string, workload: string): void {
  const name = `${workload}-tenants`;
  new k8s.KubeRole(chart, `${namespace}-${name}-role`, {
    metadata: { name, namespace },
    rules: [{ apiGroups: [''], resources: ['configmaps'], verbs: ['get', 'list', 'watch'] }],
  });
  new k8s.KubeRoleBinding(chart, `${namespace}-${name}`, {
    metadata: { name, namespace },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'Role', name },
    subjects: [{ kind: 'ServiceAccount', name: workload, namespace }],
  });
}

/** A service account in flux-system for one unit, bound to its role in the namespaces that the unit writes to. */
function unitAccount(chart: Chart, environment: string, role: UnitRole, namespaces: readonly string[]): void {
  const name = serviceAccountName(role, environment);
  new k8s.KubeServiceAccount(chart, `account-${name}`, {
    metadata: { name, namespace: fluxNamespace },
    automountServiceAccountToken: false,
  });
  for (const namespace of namespaces)
    binding(chart, namespace, name, unitRoleName(role), [{ kind: 'ServiceAccount', name, namespace: fluxNamespace }]);
}

function binding(chart: Chart, namespace: string, name: string, role: string, subjects: k8s.Subject[]): void {
  new k8s.KubeRoleBinding(chart, `${namespace}-${name}`, {
    metadata: { name, namespace },
    roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: role },
    subjects,
  });
}
