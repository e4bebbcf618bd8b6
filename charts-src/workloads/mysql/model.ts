import type { FromSchema } from 'json-schema-to-ts';
import { toBytes, toMillicores } from '../../inventory/quantity';
import * as common from '../../inventory/schema/common';
import type { WorkloadFault, WorkloadModel } from '../../inventory/workload-model';

export const mysqlSchema = {
  type: 'object',
  description: 'MySQL server: one pod, one volume, a user per database.',
  additionalProperties: false,
  required: ['kind', 'version', 'exporter', 'storage', 'resources'],
  properties: {
    kind: { const: 'mysql', description: 'MySQL.' },
    version: { ...common.imagePin, description: 'Pin of the mysql image: tag@digest from the catalogue.' },
    exporter: { ...common.imagePin, description: 'Pin of the mysqld-exporter image: tag@digest from the catalogue.' },
    storage: { ...common.bytes, description: 'Size of the data volume, in bytes; it can grow, never shrink.' },
    storageClass: { type: 'string', pattern: '^[a-z0-9-]{1,60}$', default: 'longhorn-db', description: 'StorageClass of the data volume.' },
    resources: common.resources,
    databases: {
      type: 'array',
      minItems: 1,
      maxItems: 20,
      uniqueItems: true,
      default: ['xwiki'],
      items: { type: 'string', pattern: '^[a-z][a-z0-9_]{0,31}$', description: 'Name of a database and of its user.' },
      description: 'Databases; each has a user of the same name that may touch nothing else.',
    },
  },
} as const;

export type MysqlSpec = FromSchema<typeof mysqlSchema>;

/** MySQL's own port, and the exporter's. */
export const mysqlPort = 3306;
export const exporterPort = 9104;

/** The exporter beside the server, in every environment. CPU in millicores, memory in bytes. */
export const exporterResources = { cpu: '20m', memory: '64Mi' } as const;

export const secretName = { root: 'root', exporter: 'exporter', user: (database: string) => `user-${database.replaceAll('_', '-')}` };

export const mysql: WorkloadModel<MysqlSpec> = {
  schema: mysqlSchema,
  defaults: {
    production: { storage: '50Gi', resources: { cpu: '500m', memory: '4Gi' } },
    staging: { storage: '50Gi', resources: { cpu: '250m', memory: '2Gi' } },
    integration: { storage: '20Gi', resources: { cpu: '250m', memory: '2Gi' } },
    qualification: { storage: '5Gi', resources: { cpu: '100m', memory: '1Gi' } },
    shared: { storage: '20Gi', resources: { cpu: '250m', memory: '2Gi' } },
  },
  pins: (spec) => [
    { track: 'mysql', pin: spec.version, field: 'version' },
    { track: 'mysqld-exporter', pin: spec.exporter, field: 'exporter' },
  ],
  secrets: (name, spec) => [
    { name: `${name}-${secretName.root}`, keys: ['password'], origin: 'random', private: true },
    { name: `${name}-${secretName.exporter}`, keys: ['password'], origin: 'random', private: true },
    ...spec.databases.map((database) => ({ name: `${name}-${secretName.user(database)}`, keys: ['password'], origin: 'random' as const })),
  ],
  volumes: (name, spec) => [{ name: `${name}-data`, storageClass: spec.storageClass, size: spec.storage }],
  flows: (name) => [
    { from: { workload: name }, to: 'dns', ports: [53] },
    { from: 'prometheus', to: { workload: name }, ports: [exporterPort] },
    { from: 'node', to: { workload: name }, ports: [mysqlPort, exporterPort] },
  ],
  footprint: (spec) => ({
    cpu: toMillicores(spec.resources.cpu) + toMillicores(exporterResources.cpu),
    memory: toBytes(spec.resources.memory) + toBytes(exporterResources.memory),
    storage: toBytes(spec.storage),
    pods: 1,
    surge: { cpu: 0, memory: 0, pods: 0 },
  }),
  faults,
};

/** Databases of the server itself: whoever has all rights on one of them has all rights there are. */
const serverDatabases: readonly string[] = ['information_schema', 'mysql', 'performance_schema', 'sys'];

function faults(spec: MysqlSpec): WorkloadFault[] {
  const found: WorkloadFault[] = [];
  if (toBytes(spec.resources.memory) < 512 * 2 ** 20)
    found.push({
      field: 'resources.memory',
      constraint: 'MySQL needs at least 512Mi',
      value: spec.resources.memory,
      remedy: 'raise it to 512Mi or more',
    });
  spec.databases.forEach((database, i) => {
    if (serverDatabases.includes(database))
      found.push({
        field: `databases.${i}`,
        constraint: 'is a database of the server itself',
        value: database,
        remedy: 'choose another name',
      });
  });
  return found;
}
