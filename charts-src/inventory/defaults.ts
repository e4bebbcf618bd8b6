const isMapping = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** A new value: `given` laid over `defaults`, mapping by mapping; lists and scalars of `given` replace. Neither is changed. */
export function withDefaults(defaults: unknown, given: unknown): unknown {
  if (given === undefined) return structuredClone(defaults);
  if (!isMapping(defaults) || !isMapping(given)) return structuredClone(given);
  const keys = [...new Set([...Object.keys(defaults), ...Object.keys(given)])];
  return Object.fromEntries(keys.map((key) => [key, withDefaults(own(defaults, key), own(given, key))]));
}

/** Nothing that a key inherits: files may well hold a key named constructor. */
const own = (mapping: Readonly<Record<string, unknown>>, key: string): unknown => (Object.hasOwn(mapping, key) ? mapping[key] : undefined);
