import { bend, fitLine, summarise } from './statistics';

describe('summarise', () => {
  test.each([
    ['one value', [4], { median: 4, min: 4, max: 4 }],
    ['an odd number of values', [9, 1, 5], { median: 5, min: 1, max: 9 }],
    ['an even number of values', [8, 2, 4, 6], { median: 5, min: 2, max: 8 }],
    ['numbers whose text would sort otherwise', [10, 9, 100], { median: 10, min: 9, max: 100 }],
  ])('gives median, least and greatest of %s', (_case, values, expected) => {
    expect(summarise(values)).toEqual(expected);
  });

  test('throws for no values', () => {
    expect(() => summarise([])).toThrow(RangeError);
  });

  test('leaves its input as it is', () => {
    const values = [3, 1, 2];
    summarise(values);
    expect(values).toEqual([3, 1, 2]);
  });
});

const at = (y: (x: number) => number) => [25, 50, 100, 200].map((x) => ({ x, y: y(x) }));

describe('fitLine', () => {
  test('finds slope and intercept of points on a line', () => {
    const { slope, intercept } = fitLine(at((x) => 3 * x + 7));
    expect(slope).toBeCloseTo(3);
    expect(intercept).toBeCloseTo(7);
  });

  test('throws where all points have one x', () => {
    const points = [
      { x: 1, y: 1 },
      { x: 1, y: 2 },
    ];
    expect(() => fitLine(points)).toThrow(RangeError);
  });
});

describe('bend', () => {
  test.each([
    ['a straight line', (x: number) => 5 * x + 300, 1],
    ['a square', (x: number) => x * x, 2.4],
    ['a square under a large constant', (x: number) => x * x + 10_000, 2.4],
  ])('of %s', (_case, y, expected) => {
    expect(bend(at(y))).toBeCloseTo(expected);
  });

  test('throws for two points', () => {
    expect(() => bend(at((x) => x).slice(0, 2))).toThrow(RangeError);
  });
});
