import { children, constraints, quantityPattern } from './normalise';
import { isObject, type Schema } from './schema';

export interface OpenApi {
  readonly definitions: Readonly<Record<string, Schema>>;
  readonly paths: Readonly<Record<string, Schema>>;
}

export interface Kind {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespaced: boolean;
  readonly schema: Schema;
}

export interface BuiltIns {
  readonly kinds: readonly Kind[];
  /** By file (API group, or `meta` for what all share), then by name. */
  readonly definitions: Readonly<Record<string, Readonly<Record<string, Schema>>>>;
}

/** Fields that only the cluster writes: a manifest that holds one is at fault. */
const serverFields = new Set([
  'creationTimestamp',
  'deletionGracePeriodSeconds',
  'deletionTimestamp',
  'generation',
  'managedFields',
  'resourceVersion',
  'selfLink',
  'uid',
]);

/** Types whose JSON is not what their definition says. */
const special: Readonly<Record<string, Schema>> = {
  'io.k8s.apimachinery.pkg.util.intstr.IntOrString': { type: ['integer', 'string'] },
  'io.k8s.apimachinery.pkg.api.resource.Quantity': { type: ['string', 'number'], pattern: quantityPattern },
};

/**
 * The kinds asked for and every definition that they reach, closed.
 *
 * @throws Error naming a kind that the OpenAPI does not have.
 */
export function builtIns(openApi: OpenApi, enums: ReadonlyMap<string, readonly unknown[]>, wanted: readonly string[]): BuiltIns {
  const namespaced = namespacedKinds(openApi);
  const definitions: Record<string, Record<string, Schema>> = {};
  const place = (name: string, file: string): string => {
    const home = homeOf(name);
    definitions[home.file] ??= {};
    const group = definitions[home.file] as Record<string, Schema>;
    if (!(home.name in group)) {
      group[home.name] = {};
      group[home.name] = closed(name, home.file);
    }
    return `${home.file === file ? '' : `${home.file}.json`}#/definitions/${home.name}`;
  };
  const convert = (schema: Schema, file: string): Schema => {
    if (typeof schema.$ref === 'string') {
      const target = schema.$ref.replace('#/definitions/', '');
      return special[target] ?? { $ref: place(target, file) };
    }
    const inside = children(schema, (child) => convert(child, file));
    return { ...(schema.type === undefined ? {} : { type: schema.type }), ...constraints(schema), ...inside };
  };
  const closed = (name: string, file: string): Schema => {
    const definition = openApi.definitions[name];
    if (definition === undefined) throw new Error(`The OpenAPI has no definition ${name}.`);
    const properties = Object.entries(isObject(definition.properties) ? definition.properties : {})
      .filter(([field]) => !(name.endsWith('.ObjectMeta') && serverFields.has(field)))
      .filter(([field]) => !(definition['x-kubernetes-group-version-kind'] && field === 'status'))
      .map(([field, schema]) => [field, withEnum(schema as Schema, enums.get(`${name}.${field}`))]);
    const out = convert({ ...definition, ...(properties.length > 0 ? { properties: Object.fromEntries(properties) } : {}) }, file);
    return properties.length > 0 ? { ...out, additionalProperties: false } : out;
  };
  const kinds = wanted.map((title) => {
    const [apiVersion = '', kind = ''] = title.split(' ');
    const name = definitionOf(openApi, apiVersion, kind);
    const file = groupOf(apiVersion);
    return { apiVersion, kind, namespaced: namespaced.has(title), schema: { $ref: place(name, file) } };
  });
  return { kinds, definitions };
}

/** File of an API group below `schemas/kubernetes`, without its extension. */
export function groupOf(apiVersion: string): string {
  return apiVersion.includes('/') ? (apiVersion.split('/')[0] ?? '') : 'core';
}

function withEnum(schema: Schema, values: readonly unknown[] | undefined): Schema {
  if (values === undefined) return schema;
  return schema.type === 'array' ? { ...schema, items: { ...(schema.items as Schema), enum: values } } : { ...schema, enum: values };
}

function homeOf(definition: string): { file: string; name: string } {
  const parts = definition.split('.');
  const name = parts.slice(-2).join('.');
  if (definition.startsWith('io.k8s.apimachinery.')) return { file: 'meta', name };
  const group = parts.at(-3) ?? '';
  const dotted = ['admissionregistration', 'apiextensions', 'networking', 'scheduling', 'storage'].includes(group);
  return { file: dotted ? `${group}.k8s.io` : group === 'rbac' ? 'rbac.authorization.k8s.io' : group, name };
}

function definitionOf(openApi: OpenApi, apiVersion: string, kind: string): string {
  const [group, version] = apiVersion.includes('/') ? apiVersion.split('/') : ['', apiVersion];
  const found = Object.entries(openApi.definitions).find(([, definition]) => {
    const kinds = definition['x-kubernetes-group-version-kind'];
    return Array.isArray(kinds) && kinds.length === 1 && kinds[0].group === group && kinds[0].version === version && kinds[0].kind === kind;
  });
  if (found === undefined) throw new Error(`The OpenAPI has no kind ${apiVersion} ${kind}; see builtInKinds in tools/schemas/sources.ts.`);
  return found[0];
}

/** `group/version Kind` of every kind that is created in a namespace. */
function namespacedKinds(openApi: OpenApi): ReadonlySet<string> {
  const out = new Set<string>();
  for (const [path, operations] of Object.entries(openApi.paths)) {
    const post = operations.post;
    if (!/\/namespaces\/\{namespace\}\/[a-z]+$/.test(path) || !isObject(post)) continue;
    const kind = post['x-kubernetes-group-version-kind'];
    if (isObject(kind)) out.add(`${kind.group ? `${kind.group}/` : ''}${kind.version} ${kind.kind}`);
  }
  return out;
}
