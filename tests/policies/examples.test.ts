import { policyNames } from '../../charts-src/guardrails/policies';
import { type Judgement, judge } from '../../charts-src/guardrails/policies/judge';
import { identity, verdictIdentity } from '../../charts-src/guardrails/policies/verdict';
import { realTool } from '../tool';
import { compiled, root } from './compiled';
import { type Example, examples, podSpec } from './resources';

/** 450 resources by 21 policies at 5 ms each, on one busy core, and as much again. */
jest.setTimeout(120_000);

const names = policyNames(root);
const all = names.flatMap((policy) => [...examples(root, policy, 'pass'), ...examples(root, policy, 'fail')]);
const bySide = (side: string) =>
  all.filter((example) => example.side === side).map((example): [string, Example] => [label(example), example]);

let judgement: Judgement;
beforeAll(async () => {
  judgement = await judge({ binary: realTool('kyverno'), policies: compiled(), resources: all.map(({ object }) => object) });
});

describe('resources in the folders of policies, judged by the Kyverno CLI', () => {
  it('were all evaluated by every policy', () => {
    expect(judgement.judged).toBe(all.length);
    expect(judgement.verdicts).toHaveLength(all.length * names.length);
  });

  it.each(bySide('pass'))('%s passes every policy', (_, example) => {
    expect(refusals(example)).toEqual([]);
  });

  it.each(bySide('fail'))('%s is refused by its policy alone, and the message names the container', (_, example) => {
    const refused = refusals(example);
    expect(refused.map(({ policy, outcome }) => `${policy}: ${outcome}`)).toEqual(
      expectedPolicies(example).map((policy) => `${policy}: fail`),
    );
    for (const { message } of refused) {
      expect(message).not.toMatch(/failed to evaluate|failed to convert/);
      if (containerNames(example).includes('bad')) expect(message).toMatch(/\bbad\b/);
    }
  });
});

function label({ policy, side, object }: Example): string {
  return `${policy}/${side} ${object.kind} ${object.metadata.name}`;
}

function refusals({ object }: Example) {
  return judgement.verdicts.filter((verdict) => verdictIdentity(verdict) === identity(object) && verdict.outcome !== 'pass');
}

/** Some faults break a second policy by their nature: an image without digest and tag has neither. The resource says so. */
function expectedPolicies({ policy, object }: Example): string[] {
  const also = object.metadata.annotations?.['platform.o4g/also-refused-by']?.split(',') ?? [];
  return [policy, ...also].sort();
}

function containerNames({ object }: Example): string[] {
  const { containers = [], initContainers = [], ephemeralContainers = [] } = podSpec(object);
  return [...containers, ...initContainers, ...ephemeralContainers].map(({ name }) => name);
}
