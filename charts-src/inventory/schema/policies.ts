import * as common from './common';

/** Where admission policies hold. The default is: every policy denies in every namespace. */
export const policiesSchema = {
  type: 'object',
  description: 'Scopes and exceptions of the admission policies.',
  additionalProperties: false,
  required: ['scopes'],
  properties: {
    scopes: {
      type: 'array',
      maxItems: 100,
      description: 'Where a policy does not deny. What is not listed is denied in every namespace.',
      items: {
        type: 'object',
        description: 'One relaxation of one or all policies in some namespaces.',
        additionalProperties: false,
        required: ['policies', 'namespaces', 'action', 'reason'],
        properties: {
          policies: {
            type: 'array',
            minItems: 1,
            maxItems: 50,
            uniqueItems: true,
            items: { type: 'string', maxLength: 63, description: 'Folder name below policies/, or *.' },
            description: 'Policies by folder name, or * for all.',
          },
          namespaces: {
            type: 'array',
            minItems: 1,
            maxItems: 50,
            uniqueItems: true,
            items: { type: 'string', pattern: '^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$', description: 'Exact namespace.' },
            description: 'Exact namespaces; no patterns.',
          },
          action: { type: 'string', enum: ['Audit', 'Off'], description: 'Audit reports only; Off does not look at all.' },
          reason: common.reason,
        },
      },
    },
    exceptions: {
      type: 'array',
      maxItems: 100,
      default: [],
      description: 'Named objects that one policy lets pass until a day.',
      items: {
        type: 'object',
        description: 'One exception.',
        additionalProperties: false,
        required: ['policy', 'namespace', 'name', 'reason', 'expires'],
        properties: {
          policy: { type: 'string', maxLength: 63, description: 'Folder name below policies/.' },
          namespace: { type: 'string', pattern: '^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$', description: 'Exact namespace.' },
          name: { ...common.name, description: 'Name of the workload that may pass (its pods too).' },
          reason: common.reason,
          expires: { ...common.day, description: 'Last day on which it holds, YYYY-MM-DD in UTC; check fails afterwards.' },
        },
      },
    },
  },
} as const;
