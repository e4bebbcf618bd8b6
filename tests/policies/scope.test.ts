import type { PolicyData } from '../../charts-src/guardrails/policies';
import { type Judgement, judge } from '../../charts-src/guardrails/policies/judge';
import { verdictIdentity } from '../../charts-src/guardrails/policies/verdict';
import type { KubernetesObject } from '../../charts-src/tree/objects';
import { realTool } from '../tool';
import { compiled } from './compiled';
import { goodPod } from './resources';

jest.setTimeout(60_000);

const because = 'only for the test of scopes';
const data: Partial<PolicyData> = {
  scopes: [
    { policies: ['disallow-privileged'], namespaces: ['audited'], action: 'Audit', reason: because },
    { policies: ['*'], namespaces: ['left-out'], action: 'Off', reason: because },
  ],
  exceptions: ['web', 'nightly'].map((name) => ({
    policy: 'disallow-privileged',
    namespace: 'shop',
    name,
    reason: because,
    expires: '2999-12-31',
  })),
};

const [app] = goodPod.containers;
const privileged = { ...goodPod, containers: [{ ...app, securityContext: { ...app.securityContext, privileged: true } }] };
type Owner = { readonly kind: string; readonly name: string };

function pod(name: string, namespace: string, owner?: Owner, labels: Readonly<Record<string, string>> = {}): KubernetesObject {
  const ownerReferences = owner === undefined ? [] : [{ apiVersion: 'v1', uid: '1', controller: true, ...owner }];
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name, namespace, labels, ownerReferences } as KubernetesObject['metadata'],
    spec: privileged,
  };
}

const deployment = (name: string, namespace: string): KubernetesObject => ({
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name, namespace },
  spec: { template: { metadata: { labels: {} }, spec: privileged } },
});

const hash = { 'pod-template-hash': '6f7b8' };
const cases: readonly { readonly title: string; readonly object: KubernetesObject; readonly deny: string; readonly audit: string }[] = [
  { title: 'a namespace that nobody named is denied', object: pod('a', 'unknown'), deny: 'fail', audit: 'out-of-scope' },
  { title: 'an audited namespace is reported', object: pod('b', 'audited'), deny: 'out-of-scope', audit: 'warn' },
  { title: 'a namespace that is off is not looked at', object: pod('c', 'left-out'), deny: 'out-of-scope', audit: 'out-of-scope' },
  { title: 'a name that begins like an audited one is denied', object: pod('d', 'audited-too'), deny: 'fail', audit: 'out-of-scope' },
  { title: 'the named object passes', object: deployment('web', 'shop'), deny: 'excepted', audit: 'excepted' },
  {
    title: 'its ReplicaSet passes',
    object: pod('web-6f7b8', 'shop', { kind: 'Deployment', name: 'web' }),
    deny: 'excepted',
    audit: 'excepted',
  },
  {
    title: "its ReplicaSet's pod passes",
    object: pod('web-6f7b8-x2x2x', 'shop', { kind: 'ReplicaSet', name: 'web-6f7b8' }, hash),
    deny: 'excepted',
    audit: 'excepted',
  },
  {
    title: 'the pod of its CronJob passes',
    object: pod('nightly-29000000-x2x2x', 'shop', { kind: 'Job', name: 'nightly-29000000' }),
    deny: 'excepted',
    audit: 'excepted',
  },
  { title: 'a neighbour is denied', object: deployment('web-db', 'shop'), deny: 'fail', audit: 'out-of-scope' },
  { title: 'the same name elsewhere is denied', object: deployment('web', 'elsewhere'), deny: 'fail', audit: 'out-of-scope' },
  { title: 'a pod named like its pods is denied', object: pod('web-6f7b8-y2y2y', 'shop'), deny: 'fail', audit: 'out-of-scope' },
  {
    title: "a neighbour's pod is denied",
    object: pod('web-db-6f7b8-x2x2x', 'shop', { kind: 'ReplicaSet', name: 'web-db-6f7b8' }, hash),
    deny: 'fail',
    audit: 'out-of-scope',
  },
  {
    title: 'the pod of a Job that only begins like a CronJob of that name is denied',
    object: pod('nightly-report-x2x2x', 'shop', { kind: 'Job', name: 'nightly-report' }),
    deny: 'fail',
    audit: 'out-of-scope',
  },
];

let judgement: Judgement;
beforeAll(async () => {
  judgement = await judge({ binary: realTool('kyverno'), policies: compiled(data), resources: cases.map(({ object }) => object) });
});

describe('scopes and exceptions, judged by the Kyverno CLI', () => {
  it.each(cases)('$title', ({ object, deny, audit }) => {
    const of = (policy: string) =>
      judgement.verdicts.find(
        (verdict) => verdict.policy === policy && verdictIdentity(verdict).endsWith(`${object.metadata.namespace}/${object.metadata.name}`),
      )?.outcome;
    expect({ deny: of('disallow-privileged'), audit: of('disallow-privileged-audit') }).toEqual({ deny, audit });
  });

  it('leaves the other policies alone where one is relaxed', () => {
    const others = judgement.verdicts.filter(
      ({ policy, resource }) => policy !== 'disallow-privileged-audit' && resource.namespace === 'audited',
    );
    expect(new Set(others.map(({ outcome }) => outcome))).toEqual(new Set(['pass', 'out-of-scope']));
    expect(others.filter(({ outcome }) => outcome === 'out-of-scope').map(({ policy }) => policy)).toEqual(['disallow-privileged']);
  });
});
