import * as common from './common';

const keep = (value: number, unit: string) =>
  ({ type: 'integer', minimum: 1, maximum: 400, default: value, description: `${unit} restore points kept.` }) as const;

/** What is saved of an environment, where and for how long; or why nothing is. */
export const backupSchema = {
  type: 'object',
  description: 'Backups of the environment. Either schedule and bucket, or excluded with the reason.',
  additionalProperties: false,
  properties: {
    schedule: {
      type: 'string',
      format: 'cron',
      description: 'Cron expression of five fields, UTC. Absent: nothing is saved, and excluded says why.',
    },
    bucket: {
      type: 'string',
      pattern: '^[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]$',
      description: "Bucket of the cluster's object storage. Absent together with schedule.",
    },
    prefix: {
      type: 'string',
      pattern: '^([a-z0-9][a-z0-9-]*/)*$',
      maxLength: 100,
      default: '',
      description: 'Prefix in the bucket, empty or ending in a slash.',
    },
    credentials: {
      type: 'string',
      enum: ['sops', 'external'],
      default: 'external',
      description: "Where the bucket's keys come from; external keys are never committed, not even encrypted.",
    },
    retention: {
      type: 'object',
      description: 'How many restore points are kept.',
      additionalProperties: false,
      default: {},
      properties: { daily: keep(7, 'Daily'), weekly: keep(5, 'Weekly'), monthly: keep(12, 'Monthly') },
    },
    excluded: { ...common.reason, description: 'Why nothing of this environment is saved. Absent where there is a schedule.' },
  },
} as const;
