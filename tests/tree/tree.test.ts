import type { KubernetesObject } from '../../charts-src/tree/objects';
import { podTemplates } from '../../checks/pods';
import { type Any, ApiError } from '../cluster/lib/api';
import { committedClusters, committedUnits } from '../cluster/lib/committed';
import { isKind, root, useJudge } from './judge';

jest.setTimeout(300_000);

/** What the server says of each that it refuses. */
async function refusals(work: readonly { readonly file: string; readonly judge: () => Promise<unknown> }[]): Promise<string[]> {
  const told: string[] = [];
  for (const { file, judge } of work)
    await judge().catch((error: unknown) => {
      if (!(error instanceof ApiError)) throw error;
      told.push(`${file}: ${error.message}`);
    });
  return told;
}

describe.each(committedClusters(root))('%s: the real API server', (cluster) => {
  const { api } = useJudge(cluster);
  // An environment that is a tenant and nothing else has a unit without objects.
  const units = committedUnits(root, cluster).filter(({ objects }) => objects.length > 0);
  const pods = podTemplates(units.flatMap(({ objects }) => objects)).map(({ file, object, namespace, labels, spec }) => ({
    file,
    pod: { apiVersion: 'v1', kind: 'Pod', metadata: { name: object.metadata.name, namespace, labels }, spec } as KubernetesObject,
  }));

  it.each(units)('takes every object of $name as it is committed', async ({ objects }) => {
    const work = objects.map(({ file, object, text }) => ({ file, judge: () => api().apply(object, { text, dryRun: true }) }));
    expect(await refusals(work)).toEqual([]);
  });

  it.each(pods)('admits a pod of $file under Pod Security', async ({ file, pod }) => {
    expect(await refusals([{ file, judge: () => api().apply(pod, { dryRun: true }) }])).toEqual([]);
  });
});

/** A committed object with a fault put in, and what the server must say of it. */
interface Seeded {
  readonly name: string;
  readonly kind: string;
  readonly alter: (object: Any) => unknown;
  readonly says: RegExp;
}
const seeded: readonly Seeded[] = [
  {
    name: 'a field that does not exist',
    kind: 'Deployment',
    alter: ({ spec }) => Object.assign(spec, { replicaz: 1 }),
    says: /\.spec\.replicaz/,
  },
  {
    name: 'a field of another type',
    kind: 'Service',
    alter: ({ spec }) => Object.assign(spec.ports[0], { port: 'http' }),
    says: /port/,
  },
  {
    name: 'a port out of range',
    kind: 'NetworkPolicy',
    alter: ({ spec }) => Object.assign(spec, { ingress: [{ ports: [{ port: 70000 }] }] }),
    says: /70000/,
  },
  {
    name: 'a selector that does not match its template',
    kind: 'StatefulSet',
    alter: ({ spec }) => Object.assign(spec.selector.matchLabels, { other: 'x' }),
    says: /selector/,
  },
  {
    name: 'a role reference of another group',
    kind: 'RoleBinding',
    alter: ({ roleRef }) => Object.assign(roleRef, { apiGroup: 'example.org' }),
    says: /roleRef/,
  },
  {
    name: 'a host that is none',
    kind: 'Ingress',
    alter: ({ spec }) => Object.assign(spec.rules[0], { host: 'No_Host' }),
    says: /host/,
  },
  {
    name: 'a request above its limit',
    kind: 'StatefulSet',
    alter: ({ spec }) => Object.assign(spec.template.spec.containers[0].resources, { requests: { cpu: '9', memory: '1Ti' } }),
    says: /requests/,
  },
  {
    name: 'a field that a custom resource does not have',
    kind: 'Kustomization',
    alter: ({ spec }) => Object.assign(spec, { dependOn: [] }),
    says: /dependOn/,
  },
  {
    name: 'a duration that a custom resource refuses',
    kind: 'HelmRelease',
    alter: ({ spec }) => Object.assign(spec, { interval: 'soon' }),
    says: /interval/,
  },
];

describe('the real API server refuses', () => {
  const [cluster = ''] = committedClusters(root);
  const { api } = useJudge(cluster);
  const committed = committedUnits(root, cluster).flatMap(({ objects }) => objects);

  it.each(seeded)('$name', async ({ kind, alter, says }) => {
    const [found] = committed.filter(isKind(kind));
    if (!found) throw new Error(`the tree has no ${kind}`);
    const object = structuredClone(found.object);
    alter(object);
    await expect(api().apply(object, { dryRun: true })).rejects.toThrow(says);
  });

  it.each([
    {
      name: 'as root',
      alter: (spec: Any) => Object.assign(spec, { securityContext: { runAsUser: 0 } }),
      says: /pod must not set runAsUser=0/,
    },
    { name: 'on the host network', alter: (spec: Any) => Object.assign(spec, { hostNetwork: true }), says: /hostNetwork/ },
    {
      name: 'with a path of the node',
      alter: (spec: Any) => spec.volumes.push({ name: 'node', hostPath: { path: '/' } }),
      says: /restricted volume types|hostPath/,
    },
    {
      name: 'with a capability more',
      alter: (spec: Any) => Object.assign(spec.containers[0].securityContext.capabilities, { add: ['NET_ADMIN'] }),
      says: /unrestricted capabilities/,
    },
    {
      name: 'of an account that its namespace does not have',
      alter: (spec: Any) => Object.assign(spec, { serviceAccountName: 'gone', serviceAccount: undefined }),
      says: /serviceaccount "gone" not found/,
    },
  ])('a pod of an environment $name', async ({ alter, says }) => {
    const [template] = podTemplates(committed.filter(isKind('StatefulSet')));
    if (!template) throw new Error('the tree has no StatefulSet');
    const spec = structuredClone(template.spec);
    alter(spec);
    const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'seeded', namespace: template.namespace }, spec } as KubernetesObject;
    await expect(api().apply(pod, { dryRun: true })).rejects.toThrow(says);
  });
});
