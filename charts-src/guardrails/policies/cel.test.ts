import fc from 'fast-check';
import { celList, celString } from './cel';

describe('celString', () => {
  it.each([
    ['plain', 'shop', "'shop'"],
    ['quote', "a'b", "'a\\'b'"],
    ['backslash at the end', 'a\\', "'a\\\\'"],
    ['line break', 'a\nb', "'a\\u000ab'"],
    ['letter above 7 bits', 'é', "'\\u00e9'"],
    ['letter above 16 bits', '😀', "'\\U0001f600'"],
    ['attempt to close the list', "'] || true || ['", "'\\'] || true || [\\''"],
  ])('quotes a %s', (_, value, literal) => {
    expect(celString(value)).toBe(literal);
  });

  it('gives one literal that stands for the value, for any text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (value) => {
        const literal = celString(value);
        expect(literal).toMatch(/^'([\x20-\x26\x28-\x5b\x5d-\x7e]|\\['\\]|\\u[0-9a-f]{4}|\\U[0-9a-f]{8})*'$/);
        expect(read(literal)).toBe(value);
      }),
    );
  });
});

it('celList keeps the order', () => {
  expect(celList(['b', 'a'])).toBe("['b', 'a']");
});

/** What the escapes stand for, by CEL's definition. */
function read(literal: string): string {
  return literal
    .slice(1, -1)
    .replace(
      /\\(?:u([0-9a-f]{4})|U([0-9a-f]{8})|(.))/g,
      (_, short, long, char) => char ?? String.fromCodePoint(Number.parseInt(short ?? long, 16)),
    );
}
