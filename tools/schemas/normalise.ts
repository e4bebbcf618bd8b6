import { isObject, type Schema } from './schema';

/** What the API server takes for a quantity (`resource.ParseQuantity`), as a pattern. */
export const quantityPattern = '^[+-]?([0-9]+(\\.[0-9]*)?|\\.[0-9]+)([KMGTPE]i|[numkMGTPE]|[eE][+-]?[0-9]+)?$';

/** Formats that are checked; the API server knows more, but the others never stand in a schema that is used here. */
const formats = new Set(['int32', 'byte', 'date-time']);
const kept = ['enum', 'pattern', 'minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'] as const;
const counted = ['minLength', 'maxLength', 'minItems', 'maxItems', 'minProperties', 'maxProperties', 'uniqueItems'] as const;

/**
 * The CRD schema as a closed, compact JSON Schema: descriptions, defaults and merge hints gone, no undeclared field
 * anywhere unless the CRD preserves unknown fields. CEL rules (`x-kubernetes-validations`) are left to the API server.
 *
 * @throws Error for a pattern that JavaScript cannot compile.
 */
export function normaliseStructural(schema: Schema): Schema {
  const open = schema['x-kubernetes-preserve-unknown-fields'] === true;
  const out: Record<string, unknown> = { ...typeOf(schema), ...constraints(schema) };
  if (schema['x-kubernetes-int-or-string'] === true) return out;
  Object.assign(out, children(schema, normaliseStructural));
  if (schema['x-kubernetes-embedded-resource'] === true) return { ...out, required: ['apiVersion', 'kind'] };
  if (schema.type === 'object' && !open && out.additionalProperties === undefined) out.additionalProperties = false;
  return { ...out, ...valueRules(schema) };
}

function typeOf(schema: Schema): Schema {
  const declared = schema['x-kubernetes-int-or-string'] === true ? ['integer', 'string'] : schema.type;
  if (declared === undefined) return {};
  const types = [declared, schema.nullable === true ? 'null' : []].flat();
  return { type: types.length === 1 ? types[0] : types };
}

/** The constraints on one value, without those on what is inside it. */
export function constraints(schema: Schema): Schema {
  const out: Record<string, unknown> = {};
  for (const key of [...kept, ...counted, 'required'] as const) if (schema[key] !== undefined) out[key] = schema[key];
  if (Array.isArray(out.enum) && schema.nullable === true) out.enum = [...out.enum, null];
  if (Array.isArray(out.required) && out.required.length === 0) delete out.required;
  if (typeof schema.pattern === 'string') out.pattern = javaScriptPattern(schema.pattern);
  if (formats.has(String(schema.format))) out.format = schema.format;
  return out;
}

/** Go's `(?i)` holds for all that follows; JavaScript has it for a group only. */
function javaScriptPattern(pattern: string): string {
  const translated = pattern.replace(/^(\^?)\(\?i\)(.*)$/s, '$1(?i:$2)');
  new RegExp(translated);
  return translated;
}

/** Properties, items and map values, each changed. */
export function children(schema: Schema, change: (child: Schema) => Schema): Schema {
  const out: Record<string, unknown> = {};
  if (isObject(schema.properties)) {
    const entries = Object.entries(schema.properties).sort(([a], [b]) => (a < b ? -1 : 1));
    out.properties = Object.fromEntries(entries.map(([name, child]) => [name, isObject(child) ? change(child) : {}]));
  }
  if (isObject(schema.items)) out.items = change(schema.items);
  const rest = schema.additionalProperties;
  if (isObject(rest)) out.additionalProperties = change(rest);
  return out;
}

/** `allOf`, `anyOf`, `oneOf`, `not` judge values that the schema around them declares, so they never close an object. */
function valueRules(schema: Schema): Schema {
  const out: Record<string, unknown> = {};
  for (const key of ['allOf', 'anyOf', 'oneOf']) {
    const list = schema[key];
    if (Array.isArray(list)) out[key] = list.filter(isObject).map(valueRule);
  }
  if (isObject(schema.not)) out.not = valueRule(schema.not);
  return out;
}

function valueRule(schema: Schema): Schema {
  return { ...constraints(schema), ...children(schema, valueRule), ...valueRules(schema) };
}
