import type { Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import { neverPruned } from '../../guardrails/labels';
import { platformServiceAccount } from '../sync';
import type { Controller } from './controllers';
import { fluxLabels } from './labels';

const read = ['get', 'list', 'watch'];
const write = ['create', 'update', 'patch', 'delete'];
const groups = ['source', 'kustomize', 'helm', 'notification'].map((name) => `${name}.toolkit.fluxcd.io`);

/** What every controller does as itself: its own resources, what they refer to, events, and the election of a leader. */
const controllerRules: readonly k8s.PolicyRule[] = [
  { apiGroups: groups, resources: ['*'], verbs: ['*'] },
  { apiGroups: [''], resources: ['namespaces', 'secrets', 'configmaps', 'serviceaccounts'], verbs: read },
  { apiGroups: [''], resources: ['events'], verbs: ['create', 'patch'] },
  // Asks the API server whether its flow control is on.
  { nonResourceUrLs: ['/livez/ping'], verbs: ['head'] },
];

const leaderRules: readonly k8s.PolicyRule[] = [{ apiGroups: ['coordination.k8s.io'], resources: ['leases'], verbs: [...read, ...write] }];

/** Applying is done as the service account that a unit or release names, and these stand in Flux's own namespace alone. */
const impersonationRules: readonly k8s.PolicyRule[] = [{ apiGroups: [''], resources: ['serviceaccounts'], verbs: ['impersonate'] }];
const impersonators = ['kustomize-controller', 'helm-controller'];

/** Service accounts and rights. No controller holds rights over what it applies: those are the impersonated accounts'. */
export function fluxAccess(chart: Chart, namespace: string, controllers: readonly Controller[]): void {
  const names = controllers.map(({ name }) => name);
  for (const name of names)
    new k8s.KubeServiceAccount(chart, `account-${name}`, { metadata: { name, namespace, labels: fluxLabels(namespace, name) } });
  platformAccount(chart, namespace);

  const labels = fluxLabels(namespace);
  new k8s.KubeClusterRole(chart, 'controller', { metadata: { name: 'flux-controller', labels }, rules: [...controllerRules] });
  new k8s.KubeClusterRoleBinding(chart, 'controller-binding', {
    metadata: { name: 'flux-controller', labels },
    roleRef: roleRef('ClusterRole', 'flux-controller'),
    subjects: accounts(namespace, names),
  });
  role(chart, namespace, 'flux-leader', leaderRules, names);
  role(chart, namespace, 'flux-impersonator', impersonationRules, impersonators);
}

/**
 * What units of the platform are applied as. It is all-powerful because they bring CRDs, webhooks and RBAC; it is never pruned,
 * because a unit whose account is gone can neither apply nor clean up.
 */
function platformAccount(chart: Chart, namespace: string): void {
  const labels = { ...fluxLabels(namespace), ...neverPruned };
  new k8s.KubeServiceAccount(chart, 'account-platform', {
    metadata: { name: platformServiceAccount, namespace, labels },
    automountServiceAccountToken: false,
  });
  new k8s.KubeClusterRoleBinding(chart, 'platform-binding', {
    metadata: { name: 'flux-platform', labels },
    roleRef: roleRef('ClusterRole', 'cluster-admin'),
    subjects: accounts(namespace, [platformServiceAccount]),
  });
}

function role(chart: Chart, namespace: string, name: string, rules: readonly k8s.PolicyRule[], holders: readonly string[]): void {
  const metadata = { name, namespace, labels: fluxLabels(namespace) };
  new k8s.KubeRole(chart, name, { metadata, rules: [...rules] });
  new k8s.KubeRoleBinding(chart, `${name}-binding`, { metadata, roleRef: roleRef('Role', name), subjects: accounts(namespace, holders) });
}

const roleRef = (kind: string, name: string): k8s.RoleRef => ({ apiGroup: 'rbac.authorization.k8s.io', kind, name });
const accounts = (namespace: string, names: readonly string[]): k8s.Subject[] =>
  names.map((name) => ({ kind: 'ServiceAccount', name, namespace }));
