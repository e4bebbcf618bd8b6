const group = {
  type: 'string',
  // system: is Kubernetes' own: everybody, or who no rule binds.
  pattern: '^(?!system:)[A-Za-z0-9][A-Za-z0-9:_./@-]{0,127}$',
  description: 'Name of an OIDC group as the API server sees it, prefix included.',
} as const;

/** The roles people can hold; more rights from left to right. */
export const roles = ['viewer', 'developer', 'operator'] as const;
export type Role = (typeof roles)[number];

const groupsByRole = {
  type: 'object',
  additionalProperties: false,
  properties: {
    viewer: {
      type: 'array',
      maxItems: 20,
      uniqueItems: true,
      items: group,
      default: [],
      description: 'May look at everything but Secrets.',
    },
    developer: {
      type: 'array',
      maxItems: 20,
      uniqueItems: true,
      items: group,
      default: [],
      description: 'May also read logs, restart and port-forward.',
    },
    operator: {
      type: 'array',
      maxItems: 20,
      uniqueItems: true,
      items: group,
      default: [],
      description: 'May also exec, scale and read Secrets.',
    },
  },
} as const;

export const accessSchema = {
  type: 'object',
  description: 'OIDC groups by role; environments may add their own.',
  additionalProperties: false,
  required: ['default'],
  properties: {
    default: { ...groupsByRole, description: 'Groups of every environment.' },
    production: { ...groupsByRole, description: 'Groups of production environments instead of the default ones.' },
  },
} as const;

export const environmentAccessSchema = {
  ...groupsByRole,
  default: {},
  description: 'Groups of this environment, beside those of the cluster.',
} as const;
