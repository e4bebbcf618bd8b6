import { policyNames } from '../../../charts-src/guardrails/policies';
import type { KubernetesObject } from '../../../charts-src/tree/objects';
import { type Example, examples, goodPod } from '../../policies/resources';
import { type Any, ApiError } from '../lib/api';
import type { UseCluster } from '../lib/cluster';
import { until } from '../lib/wait';

/** A namespace of nobody, where no policy is relaxed and Pod Security does not answer first. */
const namespace = 'admission';
/** One of each kind of workload, and an init container; every policy has them on both sides. */
const forms = ['pod', 'deployment', 'statefulset', 'daemonset', 'job', 'cronjob', 'init-container'];

const root = process.cwd();
const registry = 'ghcr.io/open4goods/';
const names = policyNames(root);

/** Policies whose one fault the API server itself knows as a contradiction, so that nothing of it reaches admission. */
const contradictions = ['disallow-host-process', 'disallow-privileged'];

/** An example in the namespace of the test, from a registry that the cluster's data allow. */
const here = ({ object }: Example): KubernetesObject =>
  JSON.parse(JSON.stringify({ ...object, metadata: { ...object.metadata, namespace } }).replaceAll('registry.example/', registry));
const chosen = (side: 'pass' | 'fail') =>
  names.flatMap((policy) =>
    examples(root, policy, side)
      .filter(({ object }) => forms.includes(object.metadata.name))
      .map((example): [string, string, KubernetesObject] => [policy, example.object.metadata.name, here(example)]),
  );

const pod = (spec: object): KubernetesObject =>
  JSON.parse(
    JSON.stringify({ apiVersion: 'v1', kind: 'Pod', metadata: { name: 'good', namespace }, spec }).replaceAll(
      'registry.example/',
      registry,
    ),
  );
const withoutDigest = `${registry}shop/app:1.2.3`;

/** What live admission says, of the policies that Flux brought, by Kyverno's own controller. */
export function admission(use: UseCluster): void {
  const judged = (object: KubernetesObject) => use().api.apply(object, { dryRun: true, manager: 'admission' });

  describe('live admission', () => {
    beforeAll(async () => {
      const { api } = use();
      await api.apply({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
      await until('the account of pods', 60, () => api.find('v1', 'ServiceAccount', 'default', namespace));
      await until('every policy to be enforced', 300, async () => {
        const policies = await api.list('policies.kyverno.io/v1', 'ValidatingPolicy');
        return (
          policies.every(({ status }) => status?.conditionStatus?.conditions?.every(({ status: is }: Any) => is === 'True')) || undefined
        );
      });
      await api.apply(pod(goodPod));
      await api.apply(deployment(pod(goodPod).spec as object));
    });

    it.each(chosen('fail').filter(([policy]) => contradictions.includes(policy)))(
      'is not even asked by the API server, which refuses what %s would: a %s',
      async (_, __, object) => {
        await expect(judged(object)).rejects.toThrow(/is invalid/);
      },
    );

    it.each(chosen('fail').filter(([policy]) => !contradictions.includes(policy)))('%s refuses a %s', async (policy, _, object) => {
      await expect(judged(object)).rejects.toThrow(new RegExp(`denied the request:.*${policy}`, 's'));
    });

    it.each(chosen('pass'))('%s lets a %s pass', async (_, __, object) => {
      await expect(judged(object)).resolves.toMatchObject({ kind: object.kind });
    });

    const target = { apiVersion: 'apps/v1', kind: 'Deployment', metadata: { name: 'good', namespace } };
    it('refuses a change of a good Deployment to a bad image', async () => {
      await expect(use().api.apply(deployment({ ...(pod(goodPod).spec as object), ...badImage() }))).rejects.toThrow(
        /require-image-digest/,
      );
    });

    it('refuses a patch of a good Deployment to a bad image', async () => {
      const patch = { spec: { template: { spec: { ...(pod(goodPod).spec as object), ...badImage() } } } };
      await expect(use().api.merge(target, patch)).rejects.toThrow(/require-image-digest/);
    });

    it('lets a good Deployment be scaled', async () => {
      await expect(use().api.merge(target, { spec: { replicas: 2 } }, 'scale')).resolves.toMatchObject({ spec: { replicas: 2 } });
    });

    it('refuses a bad ephemeral container in a good pod, and lets a good one in', async () => {
      const [app] = (pod(goodPod).spec as { containers: Any[] }).containers;
      const debug = (image: string) => ({
        spec: { ephemeralContainers: [{ name: 'debug', image, securityContext: app.securityContext }] },
      });
      const good = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'good', namespace } };
      await expect(use().api.merge(good, debug(withoutDigest), 'ephemeralcontainers')).rejects.toThrow(/require-image-digest/);
      await expect(use().api.merge(good, debug(app.image), 'ephemeralcontainers')).resolves.toMatchObject({ kind: 'Pod' });
    });

    it('refuses an image of our own that was never released, in words that say so', async () => {
      const unreleased = { ...pod(goodPod), metadata: { name: 'unreleased', namespace, labels: { 'platform.o4g/unreleased': 'true' } } };
      await expect(judged(unreleased)).rejects.toThrow(/unreleased/);
    });
  });
}

const badImage = () => {
  const [app] = (pod(goodPod).spec as { containers: Any[] }).containers;
  return { containers: [{ ...app, image: withoutDigest }] };
};

const deployment = (spec: object): KubernetesObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'good', namespace },
  spec: { replicas: 1, selector: { matchLabels: { app: 'good' } }, template: { metadata: { labels: { app: 'good' } }, spec } },
});

/** What holds while Kyverno is down; see docs/adr/0003-kyverno-down.md. It comes last: nobody starts Kyverno again. */
export function kyvernoDown(use: UseCluster): void {
  describe('while Kyverno is down', () => {
    beforeAll(async () => {
      const { kyverno, api } = use();
      process.kill(kyverno.pid, 'SIGKILL');
      await until('the webhook to be dead', 60, () =>
        api.apply(pod(goodPod), { dryRun: true, manager: 'down' }).then(
          () => undefined,
          (error: unknown) => (error instanceof ApiError && /failed calling webhook/.test(error.message) ? true : undefined),
        ),
      );
    });

    const start = (where: string) =>
      use().api.apply({ ...pod(goodPod), metadata: { name: 'started', namespace: where } }, { dryRun: true, manager: 'down' });

    it.each(['admission', 'prod', 'qualif-01'])('nothing new starts in %s', async (where) => {
      await expect(start(where)).rejects.toThrow(/failed calling webhook/);
    });

    it.each(['kube-system', 'kyverno', 'flux-system', 'cert-manager', 'longhorn-system', 'observability'])(
      'pods of %s start as ever, so that the cluster mends itself',
      async (where) => {
        await expect(start(where)).resolves.toMatchObject({ kind: 'Pod' });
      },
    );

    it('what runs goes on', async () => {
      const pods = await use().api.list('v1', 'Pod', 'prod');
      expect(pods.length).toBeGreaterThan(0);
      expect(pods.map(({ status }) => status.phase).filter((phase) => phase !== 'Running')).toEqual([]);
    });
  });
}
