import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv, { type ValidateFunction } from 'ajv';
import { formats } from './formats';

/** Where a kind's schema stands, and whether its objects lie in a namespace. */
export interface KnownKind {
  readonly file: string;
  readonly ref: string;
  readonly namespaced: boolean;
}

export interface SchemaStore {
  /** By `group/version Kind`. */
  readonly kinds: Readonly<Record<string, KnownKind>>;
  readonly validator: (kind: KnownKind) => ValidateFunction;
}

const stores = new Map<string, SchemaStore>();

/** The committed schemas of a repository; a kind's validator is compiled when it is first asked for, then kept. */
export function schemaStore(root: string): SchemaStore {
  const known = stores.get(root);
  if (known) return known;
  const store = openStore(join(root, 'schemas/kubernetes'));
  stores.set(root, store);
  return store;
}

function openStore(folder: string): SchemaStore {
  const read = (file: string) => JSON.parse(readFileSync(join(folder, file), 'utf8'));
  // The schemas come from the extraction: checking them again, inlining and optimising would double the cold time.
  const ajv = new Ajv({
    allErrors: true,
    verbose: true,
    strict: false,
    validateSchema: false,
    meta: false,
    inlineRefs: false,
    unicodeRegExp: false,
    code: { optimize: false },
  });
  for (const [name, format] of Object.entries(formats)) ajv.addFormat(name, format);
  const kinds = read('index.json') as Readonly<Record<string, KnownKind>>;
  for (const file of ['meta.json', ...new Set(Object.values(kinds).map((kind) => kind.file))]) ajv.addSchema(read(file));
  return {
    kinds,
    validator: ({ ref }) => {
      const validate = ajv.getSchema(ref);
      if (validate === undefined)
        throw new Error(`schemas/kubernetes has no ${ref}, which its index.json names; extract the schemas again.`);
      return validate;
    },
  };
}
