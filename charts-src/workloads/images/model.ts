import type { FromSchema } from 'json-schema-to-ts';
import { toBytes, toMillicores } from '../../inventory/quantity';
import * as common from '../../inventory/schema/common';
import { noFootprint, type WorkloadFault, type WorkloadModel } from '../../inventory/workload-model';

export const imagesSchema = {
  type: 'object',
  description: 'Image service: dedicated (version, store), or a tenant of a shared one (tenantOf).',
  additionalProperties: false,
  required: ['kind', 'host', 'resources', 'replicas'],
  properties: {
    kind: { const: 'images', description: 'Image service.' },
    tenantOf: {
      ...common.name,
      description:
        'Environment of kind shared whose image service serves this one; excludes version and store. Absent: a dedicated service.',
    },
    version: { ...common.imagePin, description: 'Pin of the images image: tag@digest from the catalogue; absent for a tenant.' },
    host: { ...common.hostName, description: 'Public host; default <workload>.<environment>.<domain>.' },
    store: { type: 'string', enum: ['disk', 's3'], description: 'Where originals are kept; absent for a tenant.' },
    bucket: { type: 'string', pattern: '^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$', description: 'Bucket for store s3; absent otherwise.' },
    prefix: {
      type: 'string',
      pattern: '^([a-z0-9][a-z0-9-]*/)*$',
      maxLength: 100,
      description: 'Prefix in the bucket, empty or ending in a slash. Absent: <environment>/ for a tenant, none for a dedicated service.',
    },
    credentials: {
      type: 'string',
      enum: ['sops', 'external'],
      default: 'sops',
      description: "Where the bucket's keys come from; external keys are never committed, not even encrypted.",
    },
    quota: { ...common.bytes, default: '10Gi', description: 'Bytes that originals may take.' },
    storage: { ...common.bytes, default: '10Gi', description: 'Size of the volume, for store disk.' },
    storageClass: { type: 'string', pattern: '^[a-z0-9-]{1,60}$', default: 'longhorn-files', description: 'StorageClass of that volume.' },
    tenants: { type: 'boolean', default: false, description: 'Serve other environments as tenants; on in environments of kind shared.' },
    replicas: { type: 'integer', minimum: 1, maximum: 20, description: 'Pods of a dedicated service.' },
    resources: common.resources,
  },
} as const;

export type ImagesSpec = FromSchema<typeof imagesSchema>;

export const imagesPort = 5000;
export const imagesMetricsPort = 9100;

export const images: WorkloadModel<ImagesSpec> = {
  schema: imagesSchema,
  defaults: {
    production: { replicas: 2, credentials: 'external', resources: { cpu: '500m', memory: '1Gi' } },
    staging: { replicas: 1, resources: { cpu: '250m', memory: '768Mi' } },
    integration: { replicas: 1, resources: { cpu: '250m', memory: '768Mi' } },
    qualification: { replicas: 1, resources: { cpu: '100m', memory: '512Mi' } },
    shared: { replicas: 2, tenants: true, resources: { cpu: '250m', memory: '1Gi' } },
  },
  pins: (spec) => (spec.version === undefined ? [] : [{ track: 'images', pin: spec.version, field: 'version' }]),
  host: (spec) => spec.host,
  references: (spec) =>
    spec.tenantOf === undefined ? [] : [{ field: 'tenantOf', environment: spec.tenantOf, workload: 'images', kind: 'images' }],
  secrets: (name, spec) =>
    spec.tenantOf !== undefined
      ? []
      : [
          { name: `${name}-signing`, keys: ['key'], origin: 'random', private: true },
          ...(spec.store === 's3'
            ? [
                {
                  name: `${name}-s3`,
                  keys: ['access-key-id', 'secret-access-key'],
                  origin: spec.credentials === 'external' ? ('external' as const) : ('provided' as const),
                  private: true,
                },
              ]
            : []),
        ],
  volumes: (name, spec) =>
    spec.tenantOf === undefined && spec.store === 'disk'
      ? [{ name: `${name}-data`, storageClass: spec.storageClass, size: spec.storage }]
      : [],
  flows: (name, spec) =>
    spec.tenantOf !== undefined
      ? []
      : [
          { from: { workload: name }, to: 'dns', ports: [53] },
          { from: 'ingress', to: { workload: name }, ports: [imagesPort] },
          { from: 'node', to: { workload: name }, ports: [imagesPort] },
          { from: 'prometheus', to: { workload: name }, ports: [imagesMetricsPort] },
          ...(spec.tenants ? [{ from: { workload: name }, to: 'apiserver' as const, ports: [] }] : []),
          ...(spec.store === 's3' ? [{ from: { workload: name }, to: 'object-storage' as const, ports: [] }] : []),
        ],
  footprint: (spec) => {
    if (spec.tenantOf !== undefined) return noFootprint;
    const cpu = toMillicores(spec.resources.cpu);
    const memory = toBytes(spec.resources.memory);
    const rolling = spec.store === 's3';
    return {
      cpu: cpu * spec.replicas,
      memory: memory * spec.replicas,
      storage: spec.store === 'disk' ? toBytes(spec.storage) : 0,
      pods: spec.replicas,
      surge: rolling ? { cpu, memory, pods: 1 } : { cpu: 0, memory: 0, pods: 0 },
    };
  },
  faults,
};

function faults(spec: ImagesSpec): WorkloadFault[] {
  const found: WorkloadFault[] = [];
  const fault = (field: string, constraint: string, value: unknown, remedy: string) => found.push({ field, constraint, value, remedy });
  if (spec.tenantOf !== undefined) {
    if (spec.version !== undefined)
      fault('version', 'a tenant runs no image of its own', spec.version, 'remove version, or remove tenantOf');
    if (spec.store !== undefined) fault('store', 'a tenant has no store of its own', spec.store, 'remove store, or remove tenantOf');
    return found;
  }
  if (spec.version === undefined) fault('version', 'a dedicated image service pins its version', undefined, 'add version, or tenantOf');
  if (spec.store === undefined) fault('store', 'a dedicated image service names its store', undefined, 'add store: s3 or store: disk');
  if (spec.store === 's3' && spec.bucket === undefined) fault('bucket', 'store s3 needs a bucket', undefined, 'add bucket');
  if (spec.store === 'disk' && spec.replicas > 1)
    fault('replicas', 'store disk runs one replica: its volume is mounted by one node', spec.replicas, 'set replicas: 1, or store: s3');
  return found;
}
