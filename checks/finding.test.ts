import { type Finding, sortFindings } from './finding';

const finding = (level: Finding['level'], check: string, subject = 's', message = 'm'): Finding => ({
  level,
  check,
  subject,
  message,
  remedy: 'r',
});

describe('sortFindings', () => {
  const sorted = [
    finding('error', 'b', 's1'),
    finding('error', 'b', 's2', 'a'),
    finding('error', 'b', 's2', 'b'),
    finding('error', 'c'),
    finding('release', 'a'),
    finding('notice', 'a'),
  ];

  it('puts what weighs most first, whatever the order the checks ran in', () => {
    expect(sortFindings(sorted.toReversed())).toEqual(sorted);
    expect(sortFindings([...sorted.slice(3), ...sorted.slice(0, 3)])).toEqual(sorted);
  });

  it('leaves what it was given as it was', () => {
    const given = sorted.toReversed();
    sortFindings(given);
    expect(given).toEqual(sorted.toReversed());
  });
});
