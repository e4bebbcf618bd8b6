import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { Kind } from './built-in';
import { normaliseStructural } from './normalise';
import { isObject, type Schema } from './schema';
import type { CrdSource } from './sources';

export interface Crd {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: {
    readonly group: string;
    readonly scope: 'Namespaced' | 'Cluster';
    readonly names: { readonly kind: string; readonly plural: string };
    readonly versions: readonly {
      readonly name: string;
      readonly served: boolean;
      readonly deprecated?: boolean;
      readonly schema: { readonly openAPIV3Schema: Schema };
    }[];
  };
}

/**
 * The definitions that a source names, sorted by name.
 *
 * @throws Error naming a kind that the module does not have.
 */
export function readCrds(folder: string, source: CrdSource): readonly Crd[] {
  const path = join(folder, source.path);
  const files = statSync(path).isDirectory()
    ? readdirSync(path)
        .filter((name) => name.endsWith('.yaml'))
        .map((name) => join(path, name))
    : [path];
  const wanted = (crd: Crd) => source.plurals === 'all' || source.plurals.includes(crd.spec.names.plural);
  const crds = files.flatMap(documents).filter(wanted);
  for (const plural of source.plurals === 'all' ? [] : source.plurals)
    if (!crds.some((crd) => crd.spec.names.plural === plural)) throw new Error(`${source.module} has no CRD ${plural} in ${source.path}.`);
  return crds.sort((a, b) => (a.metadata.name < b.metadata.name ? -1 : 1));
}

function documents(file: string): Crd[] {
  // Longhorn's file is part of a Helm template: its only directives stand in labels, which nothing here reads.
  const text = readFileSync(file, 'utf8').replace(/\{\{-?[^}]*\}\}/g, '');
  return parseAllDocuments(text)
    .map((document) => document.toJS() as Crd | null)
    .filter((crd): crd is Crd => crd?.kind === 'CustomResourceDefinition');
}

/** The kinds that a definition serves and does not deprecate. */
export function kindsOf(crd: Crd): readonly Kind[] {
  return crd.spec.versions
    .filter((version) => version.served && version.deprecated !== true)
    .map((version) => ({
      apiVersion: `${crd.spec.group}/${version.name}`,
      kind: crd.spec.names.kind,
      namespaced: crd.spec.scope === 'Namespaced',
      schema: resource(version.schema.openAPIV3Schema),
    }));
}

/** A resource as a manifest holds it: metadata is Kubernetes' own, and there is no status. */
function resource(schema: Schema): Schema {
  const { status: _, ...properties } = isObject(schema.properties) ? schema.properties : {};
  const out = normaliseStructural({ ...schema, properties });
  const required = new Set([...((schema.required as string[] | undefined) ?? []), 'apiVersion', 'kind', 'metadata']);
  return {
    ...out,
    required: [...required].filter((field) => field !== 'status').sort(),
    properties: { ...(out.properties as Schema), metadata: { $ref: 'meta.json#/definitions/v1.ObjectMeta' } },
  };
}

/** The definition to install, without descriptions: they are half of it, and say nothing to the API server. */
export function withoutDescriptions<T>(value: T): T {
  if (Array.isArray(value)) return value.map(withoutDescriptions) as T;
  if (!isObject(value)) return value;
  const entries = Object.entries(value).filter(([key, inner]) => !(key === 'description' && typeof inner === 'string'));
  return Object.fromEntries(entries.map(([key, inner]) => [key, withoutDescriptions(inner)])) as T;
}
