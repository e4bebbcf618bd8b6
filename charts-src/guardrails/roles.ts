import type { Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import type { Cluster } from '../inventory/model';
import type { Role } from '../inventory/schema/access';
import type { Unit } from '../unit';

const read = ['get', 'list', 'watch'];
/** What server-side apply, health checks and pruning need. */
const manage = [...read, 'create', 'update', 'patch', 'delete'];

type Rule = k8s.PolicyRule;
const rule = (apiGroup: string, resources: readonly string[], verbs: readonly string[]): Rule => ({
  apiGroups: [apiGroup],
  resources: [...resources],
  verbs: [...verbs],
});

/** What the service accounts of the units may do, each in the namespaces that bind it. No rights over RBAC, policies or quotas. */
export const unitRoles = {
  environment: [
    rule('', ['configmaps', 'persistentvolumeclaims', 'serviceaccounts', 'services'], manage),
    rule('', ['endpoints', 'events', 'pods'], read),
    rule('apps', ['deployments', 'statefulsets'], manage),
    rule('apps', ['replicasets'], read),
    rule('autoscaling', ['horizontalpodautoscalers'], manage),
    rule('batch', ['cronjobs', 'jobs'], manage),
    rule('networking.k8s.io', ['ingresses'], manage),
    rule('policy', ['poddisruptionbudgets'], manage),
  ],
  secrets: [rule('', ['secrets'], manage)],
  monitors: [rule('monitoring.coreos.com', ['podmonitors', 'prometheusrules', 'servicemonitors'], manage)],
  tenant: [rule('', ['configmaps'], manage), rule('networking.k8s.io', ['ingresses'], manage)],
} as const satisfies Record<string, readonly Rule[]>;
export type UnitRole = keyof typeof unitRoles;

const seen = [
  rule(
    '',
    ['configmaps', 'endpoints', 'events', 'limitranges', 'persistentvolumeclaims', 'pods', 'resourcequotas', 'serviceaccounts', 'services'],
    read,
  ),
  rule('apps', ['controllerrevisions', 'daemonsets', 'deployments', 'replicasets', 'statefulsets'], read),
  rule('autoscaling', ['horizontalpodautoscalers'], read),
  rule('batch', ['cronjobs', 'jobs'], read),
  rule('networking.k8s.io', ['ingresses', 'networkpolicies'], read),
  rule('policy', ['poddisruptionbudgets'], read),
  rule('cert-manager.io', ['certificaterequests', 'certificates'], read),
  rule('monitoring.coreos.com', ['podmonitors', 'prometheusrules', 'servicemonitors'], read),
];
const developed = [
  ...seen,
  rule('', ['pods/log'], ['get']),
  rule('', ['pods/portforward'], ['create']),
  // A restart is a deleted pod. No patch of a workload: whoever writes a pod template reads the Secrets it mounts.
  rule('', ['pods'], ['delete']),
];

/** What people may do in an environment: each role holds all of the one before it. */
export const peopleRoles: Readonly<Record<Role, readonly Rule[]>> = {
  viewer: seen,
  developer: developed,
  operator: [
    ...developed,
    rule('', ['pods/exec'], ['create', 'get']),
    rule('', ['secrets'], read),
    rule('apps', ['deployments/scale', 'statefulsets/scale'], ['get', 'patch', 'update']),
    rule('batch', ['jobs'], ['create', 'delete']),
  ],
};

export const unitRoleName = (role: UnitRole): string => `platform-unit-${role}`;
export const peopleRoleName = (role: Role): string => `platform-${role}`;

/** ClusterRoles; they give nothing until a RoleBinding of an environment names them. */
export function rolesUnit(cluster: Cluster): Unit {
  return {
    name: 'guardrails/roles',
    sources: [cluster.source.file],
    dependsOn: [],
    sync: { timeout: '2m' },
    objects: (chart) => {
      for (const [role, rules] of Object.entries(unitRoles)) clusterRole(chart, unitRoleName(role as UnitRole), rules);
      for (const [role, rules] of Object.entries(peopleRoles)) clusterRole(chart, peopleRoleName(role as Role), rules);
    },
  };
}

function clusterRole(chart: Chart, name: string, rules: readonly Rule[]): void {
  new k8s.KubeClusterRole(chart, name, { metadata: { name }, rules: [...rules] });
}
