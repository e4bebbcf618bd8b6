import type { FromSchema } from 'json-schema-to-ts';
import { accessSchema } from './access';
import { alertingSchema } from './alerting';
import * as common from './common';
import { networksSchema } from './networks';
import { nodeSchema } from './node';
import { platformSchema } from './platform';
import { policiesSchema } from './policies';
import { storageSchema } from './storage';

/** `clusters/<cluster>/cluster.yaml`: all that is particular to one cluster. The folder's name is the cluster's. */
export const clusterSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Cluster',
  description: 'One Kubernetes cluster: its nodes, networks, storage, sources, access and policies.',
  type: 'object',
  additionalProperties: false,
  required: [
    'domain',
    'kubernetes',
    'nodes',
    'networks',
    'storage',
    'git',
    'secrets',
    'acme',
    'registries',
    'objectStorage',
    'platform',
    'policies',
    'access',
    'alerting',
  ],
  properties: {
    domain: { ...common.hostName, description: 'Domain that every public host of the cluster lies in.' },
    kubernetes: {
      type: 'string',
      enum: ['1.34'],
      description: 'Minor version of Kubernetes; chooses the schemas that the tree is checked with.',
    },
    nodes: {
      type: 'array',
      description: 'Nodes of the cluster and what they offer; the capacity check counts with them.',
      minItems: 1,
      maxItems: 100,
      items: nodeSchema,
    },
    networks: networksSchema,
    ingress: {
      type: 'string',
      enum: ['nginx', 'traefik'],
      default: 'traefik',
      description: 'Ingress controller. ingress-nginx gets no fixes since March 2026; traefik is the default.',
    },
    storage: storageSchema,
    git: {
      type: 'object',
      description: 'Repository and branch that Flux syncs.',
      additionalProperties: false,
      required: ['url'],
      properties: {
        url: {
          type: 'string',
          pattern: '^(https://[A-Za-z0-9.-]+(:[0-9]{1,5})?|ssh://([A-Za-z0-9_.-]+@)?[A-Za-z0-9.-]+(:[0-9]{1,5})?)(/[A-Za-z0-9._~-]+)+$',
          maxLength: 300,
          description: 'Git URL over https or ssh, without a password: credentials are a Secret.',
        },
        branch: {
          type: 'string',
          pattern: '^(?!.*(\\.\\.|//))[A-Za-z0-9_][A-Za-z0-9._/-]{0,99}$',
          default: 'main',
          description: 'Branch that is deployed.',
        },
        interval: {
          type: 'string',
          pattern: '^[1-9][0-9]{0,2}(s|m)$',
          default: '1m',
          description: 'How often Flux looks for a new commit, in s or m.',
        },
        credentials: {
          type: 'string',
          enum: ['none', 'external'],
          default: 'none',
          description: 'external: the Secret git-credentials in flux-system, created at bootstrap, is used to fetch.',
        },
      },
    },
    secrets: {
      type: 'object',
      description: 'How secrets of this cluster are encrypted.',
      additionalProperties: false,
      required: ['ageRecipients'],
      properties: {
        ageRecipients: {
          type: 'array',
          maxItems: 20,
          uniqueItems: true,
          items: { type: 'string', format: 'age-recipient', description: 'Public age key (age1…).' },
          description:
            'Public age keys that every secret is encrypted for: the cluster first, then people who may recover it. Empty before the bootstrap: no secret can be made yet.',
        },
      },
    },
    acme: {
      type: 'object',
      description: "Let's Encrypt account.",
      additionalProperties: false,
      required: ['email'],
      properties: {
        email: { type: 'string', format: 'email', maxLength: 254, description: 'Contact for expiry and revocation mails.' },
        issuer: {
          type: 'string',
          enum: ['letsencrypt-staging', 'letsencrypt-production'],
          default: 'letsencrypt-production',
          description: 'ClusterIssuer that ingresses ask unless an environment says otherwise.',
        },
      },
    },
    registries: {
      type: 'array',
      minItems: 1,
      maxItems: 50,
      uniqueItems: true,
      items: {
        type: 'string',
        pattern: '^[a-z0-9]([a-z0-9.-]*[a-z0-9])?(:[0-9]{1,5})?(/[a-z0-9._-]+)*/$',
        maxLength: 200,
        description: 'Registry host with an optional path, ending in a slash, for example docker.io/library/.',
      },
      description: 'Prefixes that images may come from; admission refuses all others.',
    },
    objectStorage: {
      type: 'object',
      description: 'S3 service for backups and images.',
      additionalProperties: false,
      required: ['endpoint', 'region'],
      properties: {
        endpoint: {
          type: 'string',
          pattern:
            '^https?://[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?(:([1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5]))?$',
          maxLength: 200,
          description: 'URL of the S3 service, without a path and without credentials.',
        },
        networks: {
          type: 'array',
          minItems: 1,
          maxItems: 20,
          uniqueItems: true,
          items: common.cidr,
          description: 'Networks that the endpoint is in; absent where it is on the internet.',
        },
        region: { type: 'string', pattern: '^[a-z0-9-]{1,40}$', description: 'Region that requests are signed for.' },
      },
    },
    platform: platformSchema,
    policies: policiesSchema,
    access: accessSchema,
    alerting: alertingSchema,
  },
} as const;

export type ClusterSpec = FromSchema<typeof clusterSchema>;
