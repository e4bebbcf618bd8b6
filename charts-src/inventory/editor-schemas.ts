import { models } from '../workloads/models';
import { clusterSchema } from './schema/cluster';
import { environmentKinds, environmentSchema } from './schema/environment';
import { versionsSchema } from './schema/versions';
import type { WorkloadModel } from './workload-model';

/**
 * The schemas as editors want them, by file name below `schemas/`: each workload is checked by the schema of its kind. Fields
 * that the kind of environment or the loader fills in are not required of the file, and say what they become.
 */
export function editorSchemas(): Readonly<Record<string, object>> {
  const kinds = Object.entries(models).map(([kind, model]) => ({
    if: { properties: { kind: { const: kind } }, required: ['kind'] },
    // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema, never awaited.
    then: workloadSchema(model),
  }));
  const { workloads } = environmentSchema.properties;
  const anyWorkload = {
    type: 'object',
    description: 'One workload; its kind says which fields it has.',
    required: ['kind'],
    properties: { kind: { enum: Object.keys(models).sort(), description: 'Workload kind.' } },
    allOf: kinds,
  };
  return {
    'cluster.schema.json': clusterSchema,
    'environment.schema.json': {
      ...environmentSchema,
      properties: { ...environmentSchema.properties, workloads: { ...workloads, additionalProperties: anyWorkload } },
    },
    'versions.schema.json': versionsSchema,
  };
}

function workloadSchema({ schema, defaults }: Pick<WorkloadModel<never>, 'schema' | 'defaults'>): object {
  const filled = withKindDefaults(
    schema,
    environmentKinds.map((kind) => ({ kind, value: defaults[kind] })),
  );
  // The loader makes a host from the names of workload and environment.
  return { ...filled, required: (filled.required ?? []).filter((field) => field !== 'host') };
}

interface Schema {
  readonly description?: string;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
}

/** The same schema where values that every kind of environment gives are optional, and documented with what each kind gives. */
function withKindDefaults(schema: Schema, given: readonly { readonly kind: string; readonly value: unknown }[]): Schema {
  if (given.length === 0) return schema;
  if (!schema.properties) {
    const values = given.map(({ kind, value }) => `${kind} ${value}`).join(', ');
    return { ...schema, description: `${schema.description} Default: ${values}.` };
  }
  const below = (field: string) =>
    given.flatMap(({ kind, value }) => {
      const own = (value as Readonly<Record<string, unknown>>)[field];
      return own === undefined ? [] : [{ kind, value: own }];
    });
  const properties = Object.entries(schema.properties).map(([field, inner]) => [field, withKindDefaults(inner, below(field))]);
  return {
    ...schema,
    required: (schema.required ?? []).filter((field) => below(field).length < environmentKinds.length),
    properties: Object.fromEntries(properties),
  };
}
