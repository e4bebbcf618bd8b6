/** A JSON Schema, or a piece of one; read from foreign files, so nothing about it is assumed. */
export type Schema = { readonly [keyword: string]: unknown };

export function isObject(value: unknown): value is Schema {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Keywords whose value is one schema. */
export const single = ['items', 'additionalProperties', 'not'] as const;
/** Keywords whose value is a list of schemas. */
export const listed = ['allOf', 'anyOf', 'oneOf'] as const;
/** Keywords whose value is a map of schemas. */
export const named = ['properties'] as const;

/** The schema with every schema directly inside it replaced; everything else is kept as it is. */
export function mapChildren(schema: Schema, change: (child: Schema) => Schema): Schema {
  const out: Record<string, unknown> = { ...schema };
  for (const key of single) if (isObject(out[key])) out[key] = change(out[key]);
  for (const key of listed) {
    const list = out[key];
    if (Array.isArray(list)) out[key] = list.map((child) => (isObject(child) ? change(child) : child));
  }
  for (const key of named) {
    const map = out[key];
    if (isObject(map))
      out[key] = Object.fromEntries(Object.entries(map).map(([name, child]) => [name, isObject(child) ? change(child) : child]));
  }
  return out;
}
