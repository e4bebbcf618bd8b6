import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { builtIns, groupOf, type Kind, type OpenApi } from './built-in';
import { type Crd, kindsOf, readCrds, withoutDescriptions } from './crd';
import { enumsOf } from './enums';
import type { Module } from './modules';
import type { Schema } from './schema';
import { share } from './share';
import { builtInKinds, crdSources, enumFile, kubernetesModule, openApiFile } from './sources';

export const schemaFolder = 'schemas/kubernetes';
export const fluxCrdFolder = 'charts-src/flux/crds';

/** Path in the repository → text, for every file that the extraction owns. */
export type Files = ReadonlyMap<string, string>;

interface Group {
  readonly sources: readonly string[];
  readonly kinds: readonly Kind[];
  readonly definitions: Readonly<Record<string, Schema>>;
}

/** Every committed file, from the modules alone. */
export function filesOf(modules: ReadonlyMap<string, Module>): Files {
  const groups = new Map<string, Group>(kubernetesGroups(moduleOf(modules, kubernetesModule)));
  const files = new Map<string, string>();
  for (const [name, group] of customGroups(modules)) groups.set(name, group);
  for (const [name, group] of groups) files.set(`${schemaFolder}/${name}.json`, groupText(name, group));
  files.set(`${schemaFolder}/index.json`, indexText(groups));
  for (const source of crdSources.filter((entry) => entry.install)) {
    const module = moduleOf(modules, source.module);
    for (const crd of readCrds(module.folder, source)) files.set(`${fluxCrdFolder}/${crd.metadata.name}.json`, crdText(crd, module));
  }
  return new Map([...files].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function moduleOf(modules: ReadonlyMap<string, Module>, name: string): Module {
  const module = modules.get(name);
  if (module === undefined) throw new Error(`tools/schemas/go.mod does not require ${name}.`);
  return module;
}

function kubernetesGroups(module: Module): [string, Group][] {
  const read = (path: string) => readFileSync(join(module.folder, path), 'utf8');
  const { kinds, definitions } = builtIns(JSON.parse(read(openApiFile)) as OpenApi, enumsOf(read(enumFile)), builtInKinds);
  return Object.entries(definitions).map(([name, group]) => [
    name,
    { sources: [pinOf(module)], kinds: kinds.filter((kind) => groupOf(kind.apiVersion) === name), definitions: group },
  ]);
}

function customGroups(modules: ReadonlyMap<string, Module>): [string, Group][] {
  const found = crdSources.flatMap((source) => {
    const module = moduleOf(modules, source.module);
    return readCrds(module.folder, source).map((crd) => ({ group: crd.spec.group, source: pinOf(module), kinds: kindsOf(crd) }));
  });
  const names = [...new Set(found.map((entry) => entry.group))];
  return names.map((name) => {
    const entries = found.filter((entry) => entry.group === name);
    const kinds = entries.flatMap((entry) => entry.kinds);
    const shared = share(kinds.map((kind) => kind.schema));
    const roots = Object.fromEntries(kinds.map((kind, at) => [definitionName(kind), shared.roots[at] ?? {}]));
    const referring = kinds.map((kind) => ({ ...kind, schema: { $ref: `#/definitions/${definitionName(kind)}` } }));
    const sources = [...new Set(entries.map((entry) => entry.source))];
    return [name, { sources, kinds: referring, definitions: { ...shared.definitions, ...roots } }];
  });
}

const pinOf = (module: Module) => `${module.module} ${module.version}`;
const definitionName = (kind: Kind) => `${kind.apiVersion.split('/').at(-1)}.${kind.kind}`;

/** One line a definition: small to read for the program, and a change shows where it is. */
function groupText(name: string, group: Group): string {
  const lines = Object.entries(group.definitions)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, schema]) => `${JSON.stringify(key)}:${JSON.stringify(schema)}`);
  return `{"$id":${JSON.stringify(`${name}.json`)},\n"$comment":${JSON.stringify(comment(group.sources))},\n"definitions":{\n${lines.join(',\n')}\n}}\n`;
}

function indexText(groups: ReadonlyMap<string, Group>): string {
  const lines = [...groups].flatMap(([file, group]) =>
    group.kinds.map((kind) => {
      const entry = { file: `${file}.json`, ref: `${file}.json${kind.schema.$ref}`, namespaced: kind.namespaced };
      return `${JSON.stringify(`${kind.apiVersion} ${kind.kind}`)}:${JSON.stringify(entry)}`;
    }),
  );
  return `{\n${lines.sort().join(',\n')}\n}\n`;
}

function crdText(crd: Crd, module: Module): string {
  const definition = withoutDescriptions(crd);
  return `${JSON.stringify({ source: comment([pinOf(module)]), definition }, null, 1)}\n`;
}

const comment = (sources: readonly string[]) => `Taken by tools/schemas from ${sources.join(', ')} (Apache-2.0). Do not edit.`;
