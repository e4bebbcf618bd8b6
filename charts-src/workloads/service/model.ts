import type { FromSchema } from 'json-schema-to-ts';
import { toBytes, toMillicores } from '../../inventory/quantity';
import * as common from '../../inventory/schema/common';
import type { DeclaredFlow, WorkloadFault, WorkloadModel } from '../../inventory/workload-model';

const probePath = { type: 'string', pattern: '^/[!-~]{0,200}$' } as const;

/** Folders that the kernel, the kubelet or the image fills: an empty one over them would break the container. */
const filled = ['/bin', '/dev', '/etc', '/lib', '/proc', '/run/secrets', '/sbin', '/sys', '/usr', '/var/run/secrets'];

export const serviceSchema = {
  type: 'object',
  description: "Any team's container: stateless, rolled without downtime.",
  additionalProperties: false,
  required: ['kind', 'image', 'port', 'resources', 'replicas'],
  properties: {
    kind: { const: 'service', description: "A team's own container." },
    image: {
      type: 'string',
      maxLength: 400,
      pattern: '^[a-z0-9][a-z0-9.-]*(:[0-9]{1,5})?(/[a-z0-9._-]+)+(:[A-Za-z0-9_][A-Za-z0-9._-]{0,127})?(@sha256:[a-f0-9]{64})?$',
      description: 'Image with registry, tag and digest: registry/repository:tag@sha256:<64 hex>.',
    },
    port: { ...common.port, minimum: 1024, description: 'TCP port that the container listens on; above 1023, since it is not root.' },
    host: { ...common.hostName, description: 'Public host. Absent: the service is reached inside the environment only.' },
    replicas: { type: 'integer', minimum: 1, maximum: 50, description: 'Number of pods.' },
    resources: common.resources,
    probes: {
      type: 'object',
      description: 'HTTP paths; a probe that is left out tries to connect to the port.',
      additionalProperties: false,
      default: {},
      properties: {
        ready: {
          ...probePath,
          description: 'HTTP path that answers 2xx when the pod may get traffic. Absent: a connection to the port is tried.',
        },
        live: {
          ...probePath,
          description: 'HTTP path that answers 2xx unless the pod must be restarted. Absent: a connection to the port is tried.',
        },
        startSeconds: { type: 'integer', minimum: 5, maximum: 900, default: 60, description: 'Seconds that the first start may take.' },
      },
    },
    env: {
      type: 'object',
      maxProperties: 100,
      default: {},
      propertyNames: { pattern: '^[A-Za-z_][A-Za-z0-9_]{0,99}$' },
      additionalProperties: { type: 'string', maxLength: 2000, description: 'Value; never a secret.' },
      description: 'Environment variables that are no secret.',
    },
    secrets: {
      type: 'object',
      maxProperties: 100,
      default: {},
      propertyNames: { pattern: '^[A-Za-z_][A-Za-z0-9_]{0,99}$' },
      additionalProperties: {
        type: 'object',
        description: 'A key of a Secret.',
        additionalProperties: false,
        required: ['secret', 'key'],
        properties: {
          secret: { type: 'string', pattern: '^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$', description: 'Name of the Secret.' },
          key: { type: 'string', pattern: '^[A-Za-z0-9._-]{1,100}$', description: 'Key in it.' },
          origin: {
            type: 'string',
            enum: ['random', 'provided', 'external'],
            default: 'provided',
            description:
              'random: made by secrets init; provided: set by a person with sops; external: made in the cluster, never committed.',
          },
        },
      },
      description: 'Environment variables that come from Secrets.',
    },
    flows: {
      type: 'array',
      maxItems: 50,
      default: [],
      items: {
        type: 'object',
        description: 'One permitted connection out of the pod.',
        additionalProperties: false,
        required: ['to', 'port'],
        properties: {
          to: {
            type: 'string',
            pattern: '^(internet|[a-z]([-a-z0-9]{0,28}[a-z0-9])?)$',
            description: 'internet, or a workload of this environment.',
          },
          port: { ...common.port, description: 'TCP port over there; for internet only 443.' },
        },
      },
      description: 'Connections that the pod may open, beside DNS.',
    },
    metrics: {
      type: 'object',
      description: 'Where Prometheus finds metrics. Absent: it does not ask.',
      additionalProperties: false,
      required: ['port'],
      properties: {
        port: { ...common.port, minimum: 1024, description: 'TCP port of the metrics.' },
        path: { ...probePath, default: '/metrics', description: 'HTTP path of the metrics.' },
      },
    },
    writable: {
      type: 'array',
      maxItems: 10,
      uniqueItems: true,
      default: ['/tmp'],
      items: common.folder,
      description: 'Folders that may be written, empty at start, 256Mi each; all else is read-only.',
    },
  },
} as const;

export type ServiceSpec = FromSchema<typeof serviceSchema>;

export const service: WorkloadModel<ServiceSpec> = {
  schema: serviceSchema,
  defaults: {
    production: { replicas: 2, resources: { cpu: '100m', memory: '256Mi' } },
    staging: { replicas: 1, resources: { cpu: '100m', memory: '256Mi' } },
    integration: { replicas: 1, resources: { cpu: '50m', memory: '256Mi' } },
    qualification: { replicas: 1, resources: { cpu: '50m', memory: '256Mi' } },
    shared: { replicas: 2, resources: { cpu: '100m', memory: '256Mi' } },
  },
  imageRefs: (spec) => [{ image: spec.image, field: 'image' }],
  host: (spec) => spec.host,
  references: (spec) =>
    spec.flows.flatMap((flow, i) => (flow.to === 'internet' ? [] : [{ field: `flows.${i}.to`, workload: flow.to, kind: '*' }])),
  secrets: (_name, spec) => secretNeeds(spec),
  flows,
  footprint: (spec) => {
    const cpu = toMillicores(spec.resources.cpu);
    const memory = toBytes(spec.resources.memory);
    return { cpu: cpu * spec.replicas, memory: memory * spec.replicas, storage: 0, pods: spec.replicas, surge: { cpu, memory, pods: 1 } };
  },
  faults,
};

function secretNeeds(spec: ServiceSpec) {
  const needs = new Map<string, { name: string; keys: string[]; origin: 'random' | 'provided' | 'external' }>();
  for (const { secret, key, origin } of Object.values(spec.secrets)) {
    const need = needs.get(secret) ?? { name: secret, keys: [], origin };
    if (!need.keys.includes(key)) need.keys.push(key);
    needs.set(secret, need);
  }
  return [...needs.values()];
}

function flows(name: string, spec: ServiceSpec): DeclaredFlow[] {
  return [
    { from: { workload: name }, to: 'dns', ports: [53] },
    { from: 'node', to: { workload: name }, ports: [spec.port] },
    ...(spec.host === undefined ? [] : [{ from: 'ingress' as const, to: { workload: name }, ports: [spec.port] }]),
    ...(spec.metrics === undefined ? [] : [{ from: 'prometheus' as const, to: { workload: name }, ports: [spec.metrics.port] }]),
    ...spec.flows.map((flow) => ({
      from: { workload: name },
      to: flow.to === 'internet' ? ('internet' as const) : { workload: flow.to },
      ports: [flow.port],
    })),
  ];
}

function faults(spec: ServiceSpec): WorkloadFault[] {
  const found: WorkloadFault[] = [];
  for (const name of Object.keys(spec.secrets))
    if (Object.hasOwn(spec.env, name))
      found.push({
        field: `secrets.${name}`,
        constraint: 'is also set by env; a container has each variable once',
        value: name,
        remedy: 'remove it from env or from secrets',
      });
  spec.writable.forEach((folder, i) => {
    const over = filled.find((path) => isWithin(path, folder) || isWithin(folder, path));
    const twice = spec.writable.find((other, j) => j !== i && isWithin(folder, other));
    const fault = (constraint: string) =>
      found.push({ field: `writable.${i}`, constraint, value: folder, remedy: 'choose another folder' });
    if (over !== undefined) fault(`would hide ${over}, which is filled from elsewhere`);
    else if (twice !== undefined) fault(`lies in ${twice}, which is writable already`);
  });
  spec.flows.forEach((flow, i) => {
    if (flow.to === 'internet' && flow.port !== 443)
      found.push({
        field: `flows.${i}.port`,
        constraint: 'the internet is reached on port 443 only',
        value: flow.port,
        remedy: 'use TLS on port 443, or talk to a workload of this environment',
      });
  });
  return found;
}

/** Whether a folder is another one, or lies in it. */
const isWithin = (folder: string, other: string): boolean => folder === other || folder.startsWith(`${other}/`);
