import { altered, itCatches, removed } from '../../charts-src/testing/rendered';

const guardrails = 'bindings: generated/sample/guardrails/qualif-01';

describe('bindings', () => {
  itCatches([
    {
      name: 'a role that no unit brings',
      units: altered('RoleBinding', 'platform-viewer', ({ roleRef }) => Object.assign(roleRef, { name: 'gone' }), 'qualif-01'),
      says: `${guardrails}/rolebinding-platform-viewer.yaml: binds the ClusterRole gone, which no unit brings`,
    },
    {
      name: 'a role of another namespace',
      units: altered('RoleBinding', 'images-tenants', ({ metadata }) => Object.assign(metadata, { namespace: 'prod' }), 'shared'),
      says: 'binds the Role images-tenants, which no unit brings',
    },
    {
      name: 'a service account that is no longer rendered',
      units: removed('ServiceAccount', 'environments-qualif-01'),
      says: 'binds the ServiceAccount flux-system/environments-qualif-01, which no unit brings',
    },
    {
      name: 'a group that the data do not name',
      units: altered('RoleBinding', 'platform-viewer', ({ subjects }) => Object.assign(subjects[0], { name: 'org:others' }), 'qualif-01'),
      says: 'binds the Group org:others, whom the data give no role in qualif-01',
    },
    {
      name: 'a group with a role over the whole cluster',
      units: altered('ClusterRoleBinding', 'flux-platform', ({ subjects }) =>
        Object.assign(subjects[0], { kind: 'Group', name: 'org:operators' }),
      ),
      says: 'binds the Group org:operators, whom the data give no role in the cluster',
    },
    {
      name: 'a person by name',
      units: altered(
        'RoleBinding',
        'platform-viewer',
        ({ subjects }) => Object.assign(subjects[0], { kind: 'User', name: 'eve' }),
        'qualif-01',
      ),
      says: 'binds the User eve, whom the data give no role in qualif-01',
    },
    {
      name: 'a binding of nobody',
      units: altered('RoleBinding', 'platform-viewer', (object) => Object.assign(object, { subjects: [] }), 'qualif-01'),
      says: 'binds nobody',
    },
    {
      name: 'a pod that mounts the token of an account without a role',
      units: altered('Deployment', 'web', ({ spec }) => Object.assign(spec.template.spec, { automountServiceAccountToken: true })),
      says: 'bindings: generated/sample/environments/qualif-01/deployment-web.yaml: mounts the token of qualif-01/web, which no role is bound to',
    },
    {
      name: 'a pod of the default account, which mounts a token unless told otherwise',
      units: altered('Deployment', 'web', ({ spec }) =>
        Object.assign(spec.template.spec, { serviceAccountName: undefined, automountServiceAccountToken: undefined }),
      ),
      says: 'mounts the token of qualif-01/default, which no role is bound to',
    },
  ]);
});
