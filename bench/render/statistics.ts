/** Middle, least and greatest of some measurements, in their unit. */
export interface Summary {
  readonly median: number;
  readonly min: number;
  readonly max: number;
}

/** Summary of at least one value; throws a RangeError for none. */
export function summarise(values: readonly number[]): Summary {
  const sorted = [...values].sort((a, b) => a - b);
  const [min] = sorted;
  const max = sorted.at(-1);
  if (min === undefined || max === undefined) throw new RangeError('could not summarise: there are no values');
  const middle = (sorted.length - 1) / 2;
  const median = ((sorted[Math.floor(middle)] ?? min) + (sorted[Math.ceil(middle)] ?? max)) / 2;
  return { median, min, max };
}

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The straight line nearest to some points, in the sense of least squares. */
export interface Line {
  readonly slope: number;
  readonly intercept: number;
}

/** Throws a RangeError when the points do not have two different x. */
export function fitLine(points: readonly Point[]): Line {
  const mean = (pick: (point: Point) => number) => points.reduce((sum, point) => sum + pick(point), 0) / points.length;
  const x = mean((point) => point.x);
  const y = mean((point) => point.y);
  const spread = points.reduce((sum, point) => sum + (point.x - x) ** 2, 0);
  if (!(spread > 0)) throw new RangeError('could not fit a line: it needs points at two different x');
  const slope = points.reduce((sum, point) => sum + (point.x - x) * (point.y - y), 0) / spread;
  return { slope, intercept: y - slope * x };
}

/**
 * How growth bends: the slope of the last segment over the slope of everything before it. 1 is a straight line; the square of x
 * gives 2.4 for x = 25, 50, 100, 200. Needs three points in ascending x; throws a RangeError for fewer.
 */
export function bend(points: readonly Point[]): number {
  const [last, previous, first] = [points.at(-1), points.at(-2), points[0]];
  if (points.length < 3 || !last || !previous || !first) throw new RangeError('could not judge growth: it needs three points');
  return (last.y - previous.y) / (last.x - previous.x) / ((previous.y - first.y) / (previous.x - first.x));
}
