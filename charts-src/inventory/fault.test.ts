import fc from 'fast-check';
import { type Fault, faultCodes, formatFault, sortFaults } from './fault';

const fault = (more: Partial<Fault> = {}): Fault => ({
  code: 'bad-value',
  file: 'clusters/demo/cluster.yaml',
  line: 3,
  column: 5,
  field: 'nodes.0.cpu',
  constraint: 'must be whole cores',
  remedy: 'expected: cores',
  ...more,
});
const anyFault = fc
  .record({
    code: fc.constantFrom(...faultCodes),
    file: fc.string({ maxLength: 5 }),
    line: fc.integer({ min: 1, max: 3 }),
    column: fc.integer({ min: 1, max: 3 }),
    field: fc.string({ unit: 'binary', maxLength: 500 }),
    constraint: fc.string({ unit: 'binary' }),
    value: fc.jsonValue(),
    remedy: fc.string(),
  })
  .map((made): Fault => made);

describe('formatFault', () => {
  it.each([
    [
      'in full',
      fault({ value: '1.5' }),
      'clusters/demo/cluster.yaml:3:5: nodes.0.cpu: must be whole cores; it is "1.5"; expected: cores [bad-value]',
    ],
    ['without a value', fault(), 'clusters/demo/cluster.yaml:3:5: nodes.0.cpu: must be whole cores; expected: cores [bad-value]'],
    [
      'of null',
      fault({ value: null, field: '' }),
      'clusters/demo/cluster.yaml:3:5: must be whole cores; it is null; expected: cores [bad-value]',
    ],
    [
      'of a whole file',
      { code: 'unreadable', file: 'a.yaml', field: '', constraint: 'there is no such file', remedy: 'add it' } as const,
      'a.yaml: there is no such file; add it [unreadable]',
    ],
  ])('tells a fault %s', (_, given, expected) => expect(formatFault(given)).toBe(expected));

  it('repeats no more than 80 characters of a value', () => {
    expect(formatFault(fault({ value: 'x'.repeat(1_000) }))).toContain(`it is "${'x'.repeat(79)}…;`);
  });

  it('is one printable line, whatever the file holds', () => {
    fc.assert(fc.property(anyFault, (given) => !/[\p{Cc}\p{Cf}\u2028\u2029]/u.test(formatFault(given))));
  });
});

describe('sortFaults', () => {
  it('gives one order, however the faults came, and leaves its input alone', () => {
    fc.assert(
      fc.property(fc.array(anyFault, { maxLength: 8 }), (faults) => {
        const before = [...faults];
        const key = (sorted: readonly Fault[]) =>
          sorted.map(({ file, line, column, field, constraint }) => [file, line, column, field, constraint]);
        expect(key(sortFaults(faults))).toEqual(key(sortFaults([...faults].reverse())));
        expect(faults).toEqual(before);
      }),
    );
  });

  it('orders lines as numbers, files first', () => {
    const sorted = sortFaults([fault({ line: 10 }), fault({ file: 'a.yaml', line: 20 }), fault({ line: 9 })]);
    expect(sorted.map(({ file, line }) => [file, line])).toEqual([
      ['a.yaml', 20],
      ['clusters/demo/cluster.yaml', 9],
      ['clusters/demo/cluster.yaml', 10],
    ]);
  });
});
