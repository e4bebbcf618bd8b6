import { loadPolicies } from '../../charts-src/guardrails/policies';
import { root } from './compiled';
import { type Example, examples, podSpec, type Side } from './resources';

const kinds = ['CronJob', 'DaemonSet', 'Deployment', 'Job', 'Pod', 'StatefulSet'] as const;
const sides: readonly Side[] = ['pass', 'fail'];
const policies = [...loadPolicies(root)];
const cases = policies.flatMap(([name, policy]) => sides.map((side) => ({ name, side, policy })));

describe('the folder of each policy', () => {
  it.each(cases)('$name/$side has every kind of workload', ({ name, side }) => {
    const present = new Set(examples(root, name, side).map(({ object }) => object.kind));
    expect(kinds.filter((kind) => !present.has(kind))).toEqual([]);
  });

  it.each(cases.filter(({ policy }) => looksAt(policy, 'initContainers')))('$name/$side has an init container', ({ name, side }) => {
    expect(examples(root, name, side).some((example) => count(example, 'initContainers') > 0)).toBe(true);
  });

  it.each(cases.filter(({ policy }) => looksAt(policy, 'ephemeralContainers')))(
    '$name/$side has an ephemeral container',
    ({ name, side }) => {
      expect(examples(root, name, side).some((example) => count(example, 'ephemeralContainers') > 0)).toBe(true);
    },
  );

  it.each(cases)('$name/$side names each resource once', ({ name, side }) => {
    const names = examples(root, name, side).map(({ object }) => `${object.kind}/${object.metadata.name}`);
    expect(names).toEqual([...new Set(names)]);
  });
});

function looksAt(policy: (typeof policies)[number][1], list: string): boolean {
  return policy.spec.variables?.some(({ expression }) => expression.includes(list)) ?? false;
}

function count({ object }: Example, list: 'initContainers' | 'ephemeralContainers'): number {
  return podSpec(object)[list]?.length ?? 0;
}
