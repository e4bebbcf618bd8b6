import { groupsOf } from '../../charts-src/guardrails/access';
import { roles } from '../../charts-src/inventory/schema/access';
import { type ClusterContext, type CrossCheck, finder } from '../context';
import type { Finding } from '../finding';

const find = finder('bindings');

/** Roles that Kubernetes itself brings. */
const builtin = ['admin', 'cluster-admin', 'edit', 'view'];

interface Binding {
  readonly roleRef: { readonly kind: string; readonly name: string };
  readonly subjects?: readonly { readonly kind: string; readonly name: string; readonly namespace?: string }[];
}

/** Every binding names a role that exists, and service accounts and groups that the tree and the data know. */
export const bindings: CrossCheck = (context) => [
  ...context.objects.flatMap(({ object, file }): Finding[] => {
    if (object.kind !== 'RoleBinding' && object.kind !== 'ClusterRoleBinding') return [];
    const { namespace = '' } = object.metadata;
    const { roleRef, subjects = [] } = object as unknown as Binding;
    return [...roleFindings(context, file, namespace, roleRef), ...subjectFindings(context, file, namespace, subjects)];
  }),
  ...tokens(context),
];

function roleFindings({ lookup }: ClusterContext, file: string, namespace: string, { kind, name }: Binding['roleRef']): Finding[] {
  const known = kind === 'Role' ? lookup(kind, name, namespace) : (lookup(kind, name) ?? builtin.includes(name));
  return known ? [] : [find('error', file, `binds the ${kind} ${name}, which no unit brings`, 'mend roleRef, or add the role')];
}

function subjectFindings(
  { cluster, lookup }: ClusterContext,
  file: string,
  namespace: string,
  subjects: Binding['subjects'] = [],
): Finding[] {
  if (subjects.length === 0) return [find('error', file, 'binds nobody', 'name a subject, or remove the binding')];
  const environment = cluster.environments.find(({ name }) => name === namespace);
  const groups = new Set(environment ? roles.flatMap((role) => groupsOf(cluster.spec, environment, role)) : []);
  return subjects.flatMap(({ kind, name, namespace: of = '' }) => {
    if (kind === 'ServiceAccount')
      return lookup(kind, name, of)
        ? []
        : [find('error', file, `binds the ServiceAccount ${of}/${name}, which no unit brings`, 'mend the subject')];
    if (kind === 'Group' && groups.has(name)) return [];
    return [
      find('error', file, `binds the ${kind} ${name}, whom the data give no role in ${namespace || 'the cluster'}`, 'name it under access'),
    ];
  });
}

/** A pod that mounts a token may do something with it: its account is bound to a role. */
function tokens({ pods, objects, lookup }: ClusterContext): Finding[] {
  const bound = new Set(
    objects.flatMap(({ object }) =>
      ((object as unknown as Partial<Binding>).subjects ?? []).map(({ kind, name, namespace = '' }) => `${kind}/${namespace}/${name}`),
    ),
  );
  return pods.flatMap(({ spec, namespace, file }): Finding[] => {
    const { serviceAccountName: account = 'default', automountServiceAccountToken } = spec;
    const mounts = automountServiceAccountToken ?? lookup('ServiceAccount', account, namespace)?.automountServiceAccountToken ?? true;
    if (mounts === false || bound.has(`ServiceAccount/${namespace}/${account}`)) return [];
    return [
      find(
        'error',
        file,
        `mounts the token of ${namespace}/${account}, which no role is bound to`,
        'set automountServiceAccountToken to false',
      ),
    ];
  });
}
