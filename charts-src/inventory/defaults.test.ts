import fc from 'fast-check';
import { withDefaults } from './defaults';
import { unshared } from './unshared';

const data = fc.jsonValue({ maxDepth: 3 });
const mapping = fc.dictionary(fc.string({ maxLength: 4 }), data);

describe('withDefaults', () => {
  it.each([
    ['nothing given', { a: 1 }, undefined, { a: 1 }],
    ['a mapping, key by key', { a: { b: 1, c: 2 } }, { a: { c: 3 } }, { a: { b: 1, c: 3 } }],
    ['a list replaces', { a: [1, 2] }, { a: [3] }, { a: [3] }],
    ['null replaces', { a: { b: 1 } }, { a: null }, { a: null }],
    ['a scalar replaces a mapping', { a: { b: 1 } }, { a: 2 }, { a: 2 }],
    ['a key that every object inherits', {}, { constructor: { a: 1 } }, { constructor: { a: 1 } }],
  ])('%s', (_, defaults, given, expected) => expect(withDefaults(defaults, given)).toEqual(expected));

  it('changes neither side, and shares nothing with them', () => {
    fc.assert(
      fc.property(mapping, mapping, (defaults, given) => {
        const before = JSON.stringify([defaults, given]);
        const result = withDefaults(defaults, given) as Record<string, unknown>;
        for (const value of Object.values(result)) if (Array.isArray(value)) value.push('more');
        expect(JSON.stringify([defaults, given])).toBe(before);
      }),
    );
  });

  it('lets what is given win, and keeps what is not', () => {
    fc.assert(
      fc.property(mapping, mapping, (defaults, given) => {
        const result = withDefaults(defaults, given) as Record<string, unknown>;
        expect(new Set(Object.keys(result))).toEqual(new Set([...Object.keys(defaults), ...Object.keys(given)]));
        expect(withDefaults(result, given)).toEqual(result);
        expect(withDefaults(given, given)).toEqual(given);
      }),
    );
  });
});

describe('unshared', () => {
  it('is an equal copy in which no two places are one object', () => {
    const shared = { a: [1] };
    const copy = unshared({ x: shared, y: shared }, 100) as { x: typeof shared; y: typeof shared };
    expect(copy).toEqual({ x: shared, y: shared });
    expect(copy.x).not.toBe(copy.y);
    fc.assert(fc.property(data, (value) => expect(unshared(value, 1_000_000)).toEqual(value)));
  });

  it('is undefined beyond the limit', () => {
    expect(unshared([1, 2, 3], 4)).toEqual([1, 2, 3]);
    expect(unshared([1, 2, 3], 3)).toBeUndefined();
  });
});
