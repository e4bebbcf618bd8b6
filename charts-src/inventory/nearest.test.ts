import fc from 'fast-check';
import { distance, nearest, suggestion } from './nearest';

const word = fc.string({ maxLength: 12 });

describe('distance', () => {
  it.each([
    ['', '', 0],
    ['', 'abc', 3],
    ['mysq', 'mysql', 1],
    ['ingres', 'ingress', 1],
    ['kitten', 'sitting', 3],
  ])('of %j and %j is %d', (a, b, edits) => expect(distance(a, b)).toBe(edits));

  it('is a metric', () => {
    fc.assert(
      fc.property(word, word, word, (a, b, c) => {
        expect(distance(a, b)).toBe(distance(b, a));
        expect(distance(a, b) === 0).toBe(a === b);
        expect(distance(a, c)).toBeLessThanOrEqual(distance(a, b) + distance(b, c));
      }),
    );
  });
});

describe('nearest', () => {
  it.each([
    ['storge', ['storage', 'storageClass'], 'storage'],
    ['STORAGE', ['storage'], 'storage'],
    ['b', ['c', 'a'], 'a'],
    ['completely-different', ['storage'], undefined],
    ['x'.repeat(300), ['x'.repeat(300)], undefined],
    ['anything', [], undefined],
  ])('of %j among %j', (name, known, expected) => expect(nearest(name, known)).toBe(expected));

  it('finds a known name itself, whatever the order of the list', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.stringMatching(/^[a-z]{1,12}$/), { minLength: 1 }), (known) => {
        for (const name of known) expect(nearest(name, [...known].reverse())).toBe(name);
      }),
    );
  });
});

describe('suggestion', () => {
  it.each([
    ['storge', ['storage'], 'did you mean "storage"?'],
    ['zzzzzz', ['b', 'a'], 'choose one of a, b'],
    ['zzzzzz', [], 'there is none to choose from'],
  ])('for %j among %j', (name, known, expected) => expect(suggestion(name, known)).toBe(expected));

  it('names at most a dozen', () => {
    const known = Array.from({ length: 40 }, (_, i) => `candidate-${i}`);
    expect(suggestion('zzzzzz', known).split(', ')).toHaveLength(12);
  });
});
