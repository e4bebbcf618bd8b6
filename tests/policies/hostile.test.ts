import { policyNames } from '../../charts-src/guardrails/policies';
import { type Judgement, judge } from '../../charts-src/guardrails/policies/judge';
import { partRefusals, verdictIdentity } from '../../charts-src/guardrails/policies/verdict';
import { workloadKinds } from '../../charts-src/guardrails/policies/workload-kinds';
import type { KubernetesObject } from '../../charts-src/tree/objects';
import { realTool } from '../tool';
import { compiled, root } from './compiled';
import { goodPod } from './resources';

jest.setTimeout(60_000);

/** A pod that breaks every policy. */
const badPod = {
  hostNetwork: true,
  securityContext: { sysctls: [{ name: 'kernel.msgmax', value: '1' }], windowsOptions: { hostProcess: true } },
  volumes: [{ name: 'node', hostPath: { path: '/' } }],
  containers: [
    {
      name: 'bad',
      image: 'evil.example/app',
      ports: [{ hostPort: 80 }],
      livenessProbe: { httpGet: { host: '169.254.169.254', port: 80 } },
      securityContext: {
        privileged: true,
        procMount: 'Unmasked',
        seLinuxOptions: { type: 'spc_t' },
        appArmorProfile: { type: 'Unconfined' },
        capabilities: { add: ['ALL'] },
      },
    },
  ],
};

function workload(kind: string, name: string, podSpec: unknown): KubernetesObject {
  const metadata = { name, namespace: 'shop' };
  const template = { metadata: { labels: { 'platform.o4g/unreleased': 'true' } }, spec: podSpec };
  switch (kind) {
    case 'Pod':
      return { apiVersion: 'v1', kind, metadata: { ...metadata, ...template.metadata }, spec: podSpec };
    case 'PodTemplate':
      return { apiVersion: 'v1', kind, metadata, template } as KubernetesObject;
    case 'CronJob':
      return { apiVersion: 'batch/v1', kind, metadata, spec: { jobTemplate: { spec: { template } } } };
    case 'Job':
      return { apiVersion: 'batch/v1', kind, metadata, spec: { template } };
    case 'ReplicationController':
      return { apiVersion: 'v1', kind, metadata, spec: { template } };
    default:
      return { apiVersion: 'apps/v1', kind, metadata, spec: { template } };
  }
}

const kinds = Object.values(workloadKinds);
const [app] = goodPod.containers;
const withContainer = (changes: object) => ({ ...goodPod, containers: [{ ...app, ...changes }] });

/** What the API server would refuse or mend, and a policy must not take for good. */
const malformed: Readonly<Record<string, unknown>> = {
  'containers-null': { ...goodPod, containers: null },
  'no-containers-field': { automountServiceAccountToken: false },
  'security-context-null': withContainer({ securityContext: null }),
  'image-a-number': withContainer({ image: 5 }),
  'capabilities-a-text': withContainer({ securityContext: { ...app.securityContext, capabilities: { drop: 'ALL' } } }),
  'user-zero-as-fraction': withContainer({ securityContext: { ...app.securityContext, runAsUser: 0.0 } }),
};

let judgement: Judgement;
beforeAll(async () => {
  judgement = await judge({
    binary: realTool('kyverno'),
    policies: compiled(),
    resources: [
      ...kinds.map((kind) => workload(kind, 'everything', badPod)),
      ...Object.entries(malformed).map(([name, spec]) => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'shop' }, spec })),
      {
        ...workload('Pod', 'claims-to-be-deleted', badPod),
        metadata: {
          name: 'claims-to-be-deleted',
          namespace: 'shop',
          deletionTimestamp: '2026-01-01T00:00:00Z',
        } as KubernetesObject['metadata'],
      },
    ],
  });
});

const refusedBy = (name: string) =>
  partRefusals(judgement.verdicts)
    .refused.filter((verdict) => verdictIdentity(verdict) === name)
    .map(({ policy }) => policy);

describe('hostile objects, judged by the Kyverno CLI', () => {
  it.each(kinds)('%s with every fault is refused by every policy', (kind) => {
    const outcomes = judgement.verdicts.filter(({ resource }) => resource.name === 'everything' && resource.kind === kind);
    expect(outcomes.filter(({ outcome }) => outcome === 'fail').map(({ policy }) => policy)).toEqual(policyNames(root));
  });

  it.each(Object.keys(malformed))('Pod %s is refused', (name) => {
    expect(refusedBy(`Pod/shop/${name}`)).not.toEqual([]);
  });

  it('Pod created with a time of deletion is judged all the same', () => {
    expect(refusedBy('Pod/shop/claims-to-be-deleted')).toContain('disallow-privileged');
  });

  it('only an update of an object under deletion is let through', async () => {
    const deleted = workload('Pod', 'deleted', badPod);
    const resources = [
      { ...deleted, metadata: { ...deleted.metadata, deletionTimestamp: '2026-01-01T00:00:00Z' } },
      workload('Pod', 'alive', badPod),
    ];
    const { verdicts } = await judge({ binary: realTool('kyverno'), policies: compiled(), resources, operation: 'UPDATE' });
    const outcomes = (name: string) => new Set(verdicts.filter(({ resource }) => resource.name === name).map(({ outcome }) => outcome));
    expect(outcomes('deleted')).toEqual(new Set(['out-of-scope']));
    expect(outcomes('alive')).toEqual(new Set(['fail']));
  });

  it('a registry or namespace that looks like CEL stays text', async () => {
    const registry = "x/'] + ['evil.example/', 'docker.io/";
    const policies = compiled({
      registries: [registry],
      scopes: [
        { policies: ['*'], namespaces: ["a'] || true || request.namespace in ['b"], action: 'Off', reason: 'only for the test of quoting' },
      ],
    });
    const { verdicts } = await judge({ binary: realTool('kyverno'), policies, resources: [workload('Pod', 'quoted', badPod)] });
    expect(verdicts.filter(({ outcome }) => outcome === 'fail').map(({ policy }) => policy)).toEqual(policyNames(root));
    expect(verdicts.find(({ policy }) => policy === 'allowed-registries')?.message).toContain(registry);
  });
});
