/**
 * A copy in which no two places share one object, as aliases make them, so that filling in defaults at one place leaves the
 * others alone. Undefined where the copy would hold more than `limit` values. The input must not contain itself.
 */
export function unshared(value: unknown, limit: number): unknown {
  let left = limit;
  const copy = (original: unknown): unknown => {
    // Beyond the limit nothing is expanded any more.
    if (--left < 0) return undefined;
    if (Array.isArray(original)) return original.map(copy);
    if (typeof original !== 'object' || original === null) return original;
    return Object.fromEntries(Object.entries(original).map(([key, item]) => [key, copy(item)]));
  };
  const whole = copy(value);
  return left < 0 ? undefined : whole;
}
