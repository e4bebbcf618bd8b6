import { identity, type Outcome, partRefusals, sortVerdicts, type Verdict } from './verdict';

const verdict = (policy: string, name: string, outcome: Outcome): Verdict => ({
  policy,
  resource: { kind: 'Deployment', namespace: 'shop', name },
  outcome,
  message: '',
});
const short = (verdicts: readonly Verdict[]) => verdicts.map(({ policy, resource }) => `${resource.name} ${policy}`);

describe('partRefusals', () => {
  it('lists what awaits its first release apart from faults', () => {
    const { unreleased, refused } = partRefusals([
      verdict('unreleased-images', 'new', 'fail'),
      verdict('require-image-digest', 'new', 'fail'),
      verdict('disallow-privileged', 'new', 'fail'),
      verdict('require-image-digest', 'old', 'fail'),
      verdict('unreleased-images', 'old', 'pass'),
    ]);
    expect(short(unreleased)).toEqual(['new unreleased-images']);
    expect(short(refused)).toEqual(['new disallow-privileged', 'old require-image-digest']);
  });

  it('counts what could not be evaluated as refused, and reports, exceptions and scopes not', () => {
    const { refused } = partRefusals(
      (['error', 'warn', 'excepted', 'out-of-scope', 'pass'] as const).map((outcome) => verdict('p', outcome, outcome)),
    );
    expect(short(refused)).toEqual(['error p']);
  });

  it('does not hide an error behind the mark', () => {
    const { refused } = partRefusals([verdict('unreleased-images', 'new', 'fail'), verdict('require-image-digest', 'new', 'error')]);
    expect(short(refused)).toEqual(['new require-image-digest']);
  });
});

it('identity counts an object without namespace as in default', () => {
  expect(identity({ kind: 'Pod', metadata: { name: 'a' } })).toBe('Pod/default/a');
});

it('sortVerdicts sorts by object, then policy', () => {
  const sorted = sortVerdicts([verdict('b', 'x', 'pass'), verdict('a', 'y', 'pass'), verdict('a', 'x', 'pass')]);
  expect(short(sorted)).toEqual(['x a', 'x b', 'y a']);
});
