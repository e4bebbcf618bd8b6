import * as common from './common';

/** Where volumes live. Longhorn for a cluster that must survive; local for a rehearsal on one machine. */
export const storageSchema = {
  type: 'object',
  description: 'Storage provider and how much it may promise.',
  additionalProperties: false,
  required: ['provider'],
  properties: {
    provider: { type: 'string', enum: ['longhorn', 'local'], description: 'longhorn, or local: static host paths of a rehearsal node.' },
    replicas: { type: 'integer', minimum: 1, maximum: 5, default: 1, description: 'Copies of a volume; at most the number of nodes.' },
    overProvisioning: {
      type: 'integer',
      minimum: 100,
      maximum: 300,
      default: 100,
      description: 'Percent of the disk that volumes may promise in sum.',
    },
    dataPath: {
      ...common.folder,
      default: '/var/lib/longhorn',
      description: 'Folder on the node that holds the volumes.',
    },
    snapshots: {
      type: 'object',
      description: 'Recurring local snapshots of every volume; they are no backup.',
      additionalProperties: false,
      default: {},
      properties: {
        schedule: { type: 'string', format: 'cron', default: '0 */6 * * *', description: 'Cron expression of five fields, UTC.' },
        retain: { type: 'integer', minimum: 1, maximum: 50, default: 8, description: 'Snapshots kept per volume.' },
      },
    },
    drillReserve: { ...common.bytes, default: '10Gi', description: 'Disk that restore drills may need, in bytes.' },
  },
} as const;
