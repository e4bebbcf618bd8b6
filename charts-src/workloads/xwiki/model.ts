import type { FromSchema } from 'json-schema-to-ts';
import { toBytes, toMillicores } from '../../inventory/quantity';
import * as common from '../../inventory/schema/common';
import type { WorkloadModel } from '../../inventory/workload-model';
import { mysqlPort } from '../mysql/model';

export const xwikiSchema = {
  type: 'object',
  description: 'XWiki on a MySQL workload of the same environment: one replica, one volume for the permanent directory.',
  additionalProperties: false,
  required: ['kind', 'version', 'storage', 'resources', 'host'],
  properties: {
    kind: { const: 'xwiki', description: 'XWiki.' },
    version: { ...common.imagePin, description: 'Pin of the xwiki image: tag@digest from the catalogue.' },
    host: { ...common.hostName, description: 'Public host; default <workload>.<environment>.<domain>.' },
    database: {
      type: 'object',
      description: 'Where the pages live.',
      additionalProperties: false,
      default: {},
      properties: {
        workload: { ...common.name, default: 'mysql', description: 'MySQL workload of this environment.' },
        name: { type: 'string', pattern: '^[a-z][a-z0-9_]{0,31}$', default: 'xwiki', description: 'Database, and user, of that workload.' },
      },
    },
    storage: { ...common.bytes, description: 'Size of the volume of the permanent directory, in bytes; it can grow, never shrink.' },
    storageClass: { type: 'string', pattern: '^[a-z0-9-]{1,60}$', default: 'longhorn-files', description: 'StorageClass of that volume.' },
    resources: common.resources,
  },
} as const;

export type XwikiSpec = FromSchema<typeof xwikiSchema>;

/** Tomcat's port in the image. */
export const xwikiPort = 8080;

export const xwiki: WorkloadModel<XwikiSpec> = {
  schema: xwikiSchema,
  defaults: {
    production: { storage: '50Gi', resources: { cpu: '1', memory: '6Gi' } },
    staging: { storage: '50Gi', resources: { cpu: '500m', memory: '4Gi' } },
    integration: { storage: '20Gi', resources: { cpu: '500m', memory: '4Gi' } },
    qualification: { storage: '5Gi', resources: { cpu: '250m', memory: '3Gi' } },
    shared: { storage: '20Gi', resources: { cpu: '500m', memory: '4Gi' } },
  },
  pins: (spec) => [{ track: 'xwiki', pin: spec.version, field: 'version' }],
  host: (spec) => spec.host,
  references: (spec) => [{ field: 'database.workload', workload: spec.database.workload, kind: 'mysql' }],
  volumes: (name, spec) => [{ name: `${name}-data`, storageClass: spec.storageClass, size: spec.storage }],
  flows: (name, spec) => [
    { from: { workload: name }, to: 'dns', ports: [53] },
    { from: 'ingress', to: { workload: name }, ports: [xwikiPort] },
    { from: 'node', to: { workload: name }, ports: [xwikiPort] },
    { from: { workload: name }, to: { workload: spec.database.workload }, ports: [mysqlPort] },
  ],
  footprint: (spec) => ({
    cpu: toMillicores(spec.resources.cpu),
    memory: toBytes(spec.resources.memory),
    storage: toBytes(spec.storage),
    pods: 1,
    surge: { cpu: 0, memory: 0, pods: 0 },
  }),
  faults: (spec) =>
    toBytes(spec.resources.memory) < 2 * 2 ** 30
      ? [
          {
            field: 'resources.memory',
            constraint: 'XWiki needs at least 2Gi',
            value: spec.resources.memory,
            remedy: 'raise it to 2Gi or more',
          },
        ]
      : [],
};
