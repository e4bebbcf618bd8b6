import fc from 'fast-check';
import { fromBytes, fromMillicores, toBytes, toMillicores } from './quantity';
import * as common from './schema/common';

const bytes = fc.tuple(fc.integer({ min: 1, max: 999_999 }), fc.constantFrom('Ki', 'Mi', 'Gi', 'Ti')).map(([n, unit]) => `${n}${unit}`);
const cpu = fc.tuple(fc.integer({ min: 1, max: 9_999 }), fc.constantFrom('', 'm')).map(([n, unit]) => `${n}${unit}`);

describe('toBytes', () => {
  it.each([
    ['1Ki', 1_024],
    ['512Mi', 536_870_912],
    ['50Gi', 53_687_091_200],
    ['2Ti', 2_199_023_255_552],
  ])('reads %s', (text, value) => expect(toBytes(text)).toBe(value));

  it.each(['50G', '0.5Gi', '50', '', 'Gi', '-1Gi', ' 1Gi', '1Gi\n', '1e3'])('refuses %j', (text) => {
    expect(() => toBytes(text)).toThrow(RangeError);
  });

  it('reads whatever the schema lets pass, exactly', () => {
    const shift: Readonly<Record<string, bigint>> = { Ki: 10n, Mi: 20n, Gi: 30n, Ti: 40n };
    fc.assert(
      fc.property(bytes, (text) => {
        expect(text).toMatch(new RegExp(common.bytes.pattern));
        expect(BigInt(toBytes(text))).toBe(BigInt(text.slice(0, -2)) << (shift[text.slice(-2)] ?? 0n));
      }),
    );
  });
});

describe('toMillicores', () => {
  it.each([
    ['2', 2_000],
    ['250m', 250],
  ])('reads %s', (text, value) => expect(toMillicores(text)).toBe(value));

  it.each(['1.5', '2c', '', 'm', '-1'])('refuses %j', (text) => expect(() => toMillicores(text)).toThrow(RangeError));
});

describe('fromBytes and fromMillicores', () => {
  it('come back to the same value', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e6 }), (mebibytes) => toBytes(fromBytes(mebibytes * 2 ** 20)) === mebibytes * 2 ** 20),
    );
    fc.assert(fc.property(cpu, (text) => toMillicores(fromMillicores(toMillicores(text))) === toMillicores(text)));
  });

  it('round bytes up to whole Mi, never down', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 2 ** 50 }), (value) => {
        const shown = toBytes(fromBytes(value));
        return shown >= value && shown - value < 2 ** 20;
      }),
    );
  });

  it('keep the order', () => {
    const value = fc.integer({ min: 1, max: 2 ** 45 });
    fc.assert(fc.property(value, value, (a, b) => (a <= b ? toBytes(fromBytes(a)) <= toBytes(fromBytes(b)) : true)));
  });

  it.each([
    [2 ** 30, '1Gi'],
    [1_536 * 2 ** 20, '1536Mi'],
    [0, '0Mi'],
  ])('write %d bytes as %s', (value, text) => expect(fromBytes(value)).toBe(text));

  it.each([
    [2_000, '2'],
    [1_250, '1250m'],
    [0, '0m'],
  ])('write %d millicores as %s', (value, text) => expect(fromMillicores(value)).toBe(text));
});
