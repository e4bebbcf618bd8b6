import { groupsOf } from '../../../charts-src/guardrails/access';
import { roles } from '../../../charts-src/inventory/schema/access';
import { checked } from '../../../charts-src/testing/sample';
import type { UseCluster } from '../lib/cluster';

/** What somebody asks for, and from which role on it is granted; undefined: never. */
interface Question {
  readonly verb: string;
  readonly resource: string;
  readonly group?: string;
  readonly subresource?: string;
  readonly from?: (typeof roles)[number];
}
const questions: readonly Question[] = [
  { verb: 'list', resource: 'pods', from: 'viewer' },
  { verb: 'get', resource: 'deployments', group: 'apps', from: 'viewer' },
  { verb: 'get', resource: 'configmaps', from: 'viewer' },
  { verb: 'get', resource: 'pods', subresource: 'log', from: 'developer' },
  { verb: 'create', resource: 'pods', subresource: 'portforward', from: 'developer' },
  { verb: 'delete', resource: 'pods', from: 'developer' },
  { verb: 'create', resource: 'pods', subresource: 'exec', from: 'operator' },
  { verb: 'get', resource: 'secrets', from: 'operator' },
  { verb: 'patch', resource: 'deployments', group: 'apps', subresource: 'scale', from: 'operator' },
  { verb: 'create', resource: 'jobs', group: 'batch', from: 'operator' },
  { verb: 'create', resource: 'pods' },
  { verb: 'patch', resource: 'deployments', group: 'apps' },
  { verb: 'create', resource: 'pods', subresource: 'ephemeralcontainers' },
  { verb: 'create', resource: 'rolebindings', group: 'rbac.authorization.k8s.io' },
  { verb: 'delete', resource: 'networkpolicies', group: 'networking.k8s.io' },
  { verb: 'patch', resource: 'resourcequotas' },
  { verb: 'delete', resource: 'persistentvolumeclaims' },
  { verb: 'create', resource: 'serviceaccounts', subresource: 'token' },
];

const [cluster] = checked().clusters.filter(({ name }) => name === 'hetzner');
const asked = ['prod', 'recette', 'qualif-01'].flatMap((environment) => questions.map((question) => ({ environment, question })));
const label = ({ verb, resource, subresource }: Question): string =>
  `${verb} ${resource}${subresource === undefined ? '' : `/${subresource}`}`;

/** What the groups of the data may do, asked of the real API server. */
export function access(use: UseCluster): void {
  describe('the groups of the data', () => {
    it.each(asked.map((item) => [item.environment, label(item.question), item] as const))(
      'in %s: %s',
      async (environment, _, { question }) => {
        const found = cluster?.environments.find(({ name }) => name === environment);
        if (!cluster || !found) throw new Error(`no environment ${environment}`);
        const { verb, resource, group = '', subresource = '', from } = question;
        for (const role of roles)
          for (const name of groupsOf(cluster.spec, found, role)) {
            // A group may hold several roles; the highest counts.
            const held = roles.filter((candidate) => groupsOf(cluster.spec, found, candidate).includes(name));
            const granted = from !== undefined && held.some((candidate) => roles.indexOf(candidate) >= roles.indexOf(from));
            const answer = await use().api.call('POST', '/apis/authorization.k8s.io/v1/subjectaccessreviews', {
              apiVersion: 'authorization.k8s.io/v1',
              kind: 'SubjectAccessReview',
              spec: {
                user: 'somebody',
                groups: [name],
                resourceAttributes: { namespace: environment, verb, resource, group, subresource },
              },
            });
            expect({ group: name, allowed: answer.status.allowed }).toEqual({ group: name, allowed: granted });
          }
      },
    );

    it('may do nothing in the namespaces of the platform', async () => {
      for (const namespace of ['flux-system', 'kyverno', 'kube-system', 'observability'])
        for (const name of new Set(roles.flatMap((role) => cluster?.spec.access.default[role] ?? []))) {
          const answer = await use().api.call('POST', '/apis/authorization.k8s.io/v1/subjectaccessreviews', {
            apiVersion: 'authorization.k8s.io/v1',
            kind: 'SubjectAccessReview',
            spec: { user: 'somebody', groups: [name], resourceAttributes: { namespace, verb: 'get', resource: 'pods' } },
          });
          expect({ namespace, name, allowed: answer.status.allowed }).toEqual({ namespace, name, allowed: false });
        }
    });
  });
}
