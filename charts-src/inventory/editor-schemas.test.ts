import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020';
import { parse } from 'yaml';
import { editorSchemas } from './editor-schemas';
import { fixtureNames, removeCopies, repository } from './fixtures/overlay';
import { formats } from './formats';
import { loadInventory } from './load';

afterAll(removeCopies);

interface Schema {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly const?: unknown;
  readonly enum?: readonly unknown[];
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: boolean | Schema;
  readonly items?: Schema;
  readonly allOf?: readonly { readonly then: Schema }[];
}
interface Field {
  readonly path: string;
  readonly schema: Schema;
  readonly required: boolean;
}

/** Every field at every level, items of lists and values of mappings included. */
function fieldsOf(schema: Schema, path: string): Field[] {
  const properties = Object.entries(schema.properties ?? {}).map(([name, field]): Field => {
    return { path: `${path}.${name}`, schema: field, required: schema.required?.includes(name) ?? false };
  });
  const { additionalProperties } = schema;
  const values = typeof additionalProperties === 'object' ? [{ path: `${path}.*`, schema: additionalProperties, required: true }] : [];
  const items = schema.items ? [{ path: `${path}[]`, schema: schema.items, required: true }] : [];
  const fields = [...properties, ...values, ...items];
  const kinds = (schema.allOf ?? []).flatMap(({ then }) => fieldsOf(then, `${path}(${then.properties?.kind?.const})`));
  return [...fields, ...fields.flatMap((field) => fieldsOf(field.schema, field.path)), ...kinds];
}

const schemas = editorSchemas();
const fields = Object.entries(schemas).flatMap(([file, schema]) => fieldsOf(schema, file.replace('.schema.json', '')));
const isScalar = ({ schema }: Field) => schema.type !== 'object' && schema.type !== 'array';

const ajv = new Ajv2020({ allErrors: true, strict: true, strictTypes: false, strictRequired: false });
for (const [name, { validate }] of Object.entries(formats)) ajv.addFormat(name, validate);
const validators = Object.fromEntries(Object.entries(schemas).map(([file, schema]) => [file, ajv.compile(schema)]));
const errorsOf = (schema: string, file: string): string[] => {
  const validate = validators[schema];
  if (!validate) throw new Error(`no schema ${schema}`);
  validate(parse(readFileSync(file, 'utf8')));
  return (validate.errors ?? []).map(({ instancePath, message }) => `${file}: ${instancePath} ${message}`);
};

/** Errors of every data file of a repository. */
const errorsIn = (root: string): string[] => [
  ...errorsOf('versions.schema.json', join(root, 'versions.yaml')),
  ...readdirSync(join(root, 'clusters')).flatMap((cluster) => {
    const folder = join(root, 'clusters', cluster);
    const environments = readdirSync(folder).includes('environments') ? readdirSync(join(folder, 'environments')) : [];
    return [
      ...errorsOf('cluster.schema.json', join(folder, 'cluster.yaml')),
      ...environments.flatMap((file) => errorsOf('environment.schema.json', join(folder, 'environments', file))),
    ];
  }),
];

describe('every field of the schemas', () => {
  it('is found at every level', () => {
    expect(fields.length).toBeGreaterThan(150);
    expect(fields.map(({ path }) => path)).toEqual(
      expect.arrayContaining(['cluster.nodes[].reserved.cpu', 'versions.images.*.previous', 'environment.workloads.*(service).flows[].to']),
    );
  });

  it('has a description that ends in a full stop', () => {
    expect(fields.filter(({ schema }) => !/^[^\s].*\.$/s.test(schema.description ?? '')).map(({ path }) => path)).toEqual([]);
  });

  it('says what its absence means, where it is an optional scalar', () => {
    const silent = fields.filter((field) => isScalar(field) && !field.required && field.schema.default === undefined);
    expect(silent.filter(({ schema }) => !/\b(absent|default)\b/i.test(schema.description ?? '')).map(({ path }) => path)).toEqual([]);
  });

  it('says in which unit a number or quantity is', () => {
    const numbers = fields.filter(({ schema }) => schema.type === 'integer');
    expect(numbers.length).toBeGreaterThan(10);
    const unit = /port|percent|seconds|kept|copies|number of|pods/i;
    expect(numbers.filter(({ schema }) => !unit.test(schema.description ?? '')).map(({ path }) => path)).toEqual([]);
  });
});

describe('the schemas for editors', () => {
  it.each([undefined, ...fixtureNames('valid').map((name) => `valid/${name}`)])('accept what the loader accepts: %s', (overlay) => {
    expect(errorsIn(repository(overlay))).toEqual([]);
  });

  it("accept this repository's data", () => expect(errorsIn(process.cwd())).toEqual([]));

  it('refuse each fixture whose one fault a schema can see', () => {
    // Names and hosts that the loader makes are not in the file.
    const visible = ['bad-value', 'missing-field', 'unknown-field', 'unknown-kind'];
    const accepted = fixtureNames('invalid').filter((name) => {
      const root = repository(`invalid/${name}`);
      const [fault] = loadInventory(root).faults;
      const bySchema = fault !== undefined && visible.includes(fault.code) && /environments|cluster\.yaml|versions/.test(fault.file);
      return bySchema && errorsIn(root).length === 0;
    });
    // What only the whole inventory knows.
    expect(accepted).toEqual(['control-character', 'node-twice', 'storage-replicas-over-nodes']);
  });

  it('tell what each kind of environment gives', () => {
    const description = fields.find(({ path }) => path === 'environment.workloads.*(mysql).storage')?.schema.description;
    expect(description).toContain('Default: production 50Gi, staging 50Gi, integration 20Gi, qualification 5Gi, shared 20Gi.');
  });

  it('do not ask for what the kind of environment gives, at any level', () => {
    const asked = fields
      .filter(({ path, required }) => required && /\((mysql|xwiki|images|service)\)/.test(path))
      .map(({ path }) => path.replace(/^.*\(/, '('));
    expect(asked).toEqual(expect.arrayContaining(['(mysql).version', '(service).port']));
    expect(asked.filter((path) => /\.(resources|replicas|host)|\.resources\./.test(path))).toEqual([]);
  });
});
