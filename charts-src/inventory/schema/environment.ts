import type { FromSchema } from 'json-schema-to-ts';
import { environmentAccessSchema } from './access';
import { backupSchema } from './backup';
import * as common from './common';

/** What an environment is for; defaults follow from it. */
export const environmentKinds = ['production', 'staging', 'integration', 'qualification', 'shared'] as const;
export type EnvironmentKind = (typeof environmentKinds)[number];

/**
 * `clusters/<cluster>/environments/<env>.yaml`. The file's name is the environment's and its namespace's. Workloads are checked
 * one by one against the schema of their kind.
 */
export const environmentSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Environment',
  description: 'One isolated environment: a namespace with its workloads, quota, policies and access.',
  type: 'object',
  additionalProperties: false,
  required: ['kind'],
  properties: {
    kind: {
      type: 'string',
      enum: environmentKinds,
      description: 'production, staging, integration, qualification, or shared (services that other environments are tenants of).',
    },
    description: { type: 'string', maxLength: 200, description: 'What the environment is for, for people. Absent: nothing is said.' },
    retired: {
      type: 'boolean',
      default: false,
      description: 'First of the two merges that remove an environment: stateless workloads go, databases are scaled to zero, data stays.',
    },
    workloads: {
      type: 'object',
      default: {},
      maxProperties: 30,
      description: 'Workloads by name; each is checked against the schema of its kind.',
      propertyNames: common.name,
      additionalProperties: { type: 'object', required: ['kind'], properties: { kind: { type: 'string', description: 'Workload kind.' } } },
    },
    backup: backupSchema,
    access: environmentAccessSchema,
    overrides: {
      type: 'object',
      description: 'Departures from what the kind gives.',
      additionalProperties: false,
      default: {},
      properties: {
        issuer: {
          type: 'string',
          enum: ['letsencrypt-staging', 'letsencrypt-production'],
          description: "ClusterIssuer of its ingresses. Absent: the cluster's.",
        },
        quota: {
          type: 'object',
          description: 'ResourceQuota instead of the one computed from the workloads (sum plus rollout surge plus a fifth).',
          additionalProperties: false,
          properties: {
            cpu: { ...common.cpu, description: 'Sum of CPU requests, in cores or millicores. Absent: computed.' },
            memory: { ...common.bytes, description: 'Sum of memory requests and of memory limits, in bytes. Absent: computed.' },
            storage: { ...common.bytes, description: 'Sum of volume claims, in bytes. Absent: computed.' },
            pods: { type: 'integer', minimum: 1, maximum: 500, description: 'Number of pods. Absent: computed.' },
          },
        },
      },
    },
  },
} as const;

export type EnvironmentSpec = FromSchema<typeof environmentSchema>;
