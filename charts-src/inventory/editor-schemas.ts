import { models } from '../workloads/models';
import { clusterSchema } from './schema/cluster';
import { environmentSchema } from './schema/environment';
import { versionsSchema } from './schema/versions';

/**
 * The schemas as editors want them, by file name below `schemas/`: each workload is checked by the schema of its kind. Fields
 * that the kind of environment or the loader fills in are not required of the file.
 */
export function editorSchemas(): Readonly<Record<string, object>> {
  const kinds = Object.entries(models).map(([kind, { schema, defaults }]) => {
    const filled = new Set(['host', ...Object.values(defaults).flatMap((values) => Object.keys(values))]);
    return {
      if: { properties: { kind: { const: kind } }, required: ['kind'] },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema, never awaited.
      then: { ...schema, required: schema.required.filter((field) => !filled.has(field)) },
    };
  });
  const { workloads } = environmentSchema.properties;
  const anyWorkload = {
    type: 'object',
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
