import type { FromSchema } from 'json-schema-to-ts';
import * as common from './common';

const previous = (items: object) =>
  ({
    type: 'array',
    maxItems: 20,
    uniqueItems: true,
    items,
    default: [],
    description: 'Superseded values that something still pins.',
  }) as const;

const renovateHint = {
  type: 'string',
  maxLength: 300,
  description: 'Why Renovate does not move this entry; absent where the comment above the entry lets it.',
} as const;

const entries = <T extends object>(item: T, description: string) =>
  ({ type: 'object', description, additionalProperties: item, propertyNames: { pattern: '^[a-z0-9][a-z0-9-]{0,62}$' } }) as const;

/** `versions.yaml`: the catalogue, Renovate's one file. */
export const versionsSchema = {
  $schema: 'https://json-schema.org/draft/2020-12/schema',
  title: 'Versions',
  description: 'Every version and digest the platform uses. Environments pin values that stand here as current or previous.',
  type: 'object',
  additionalProperties: false,
  required: ['images', 'charts', 'actions', 'tools'],
  properties: {
    images: entries(
      {
        type: 'object',
        description: 'One image track.',
        additionalProperties: false,
        required: ['repository', 'current'],
        properties: {
          repository: {
            type: 'string',
            pattern: '^[a-z0-9][a-z0-9.-]*(:[0-9]{1,5})?(/[a-z0-9._-]+)+$',
            maxLength: 200,
            description: 'Registry and repository, without a tag.',
          },
          current: { ...common.imagePin, description: 'Tag, with the digest of its index where one is known.' },
          previous: previous(common.imagePin),
          own: {
            type: 'boolean',
            default: false,
            description: 'Built from services/ of this repository; has no digest before its first release.',
          },
          held: renovateHint,
        },
      } as const,
      'Container images by track.',
    ),
    charts: entries(
      {
        type: 'object',
        description: 'One Helm chart track.',
        additionalProperties: false,
        required: ['repository', 'chart', 'current'],
        properties: {
          repository: {
            type: 'string',
            pattern: '^(https|oci)://[^\\s]+$',
            maxLength: 200,
            description: 'Helm repository (https) or OCI registry (oci).',
          },
          chart: { type: 'string', pattern: '^[a-z0-9-]{1,60}$', description: 'Name of the chart in it.' },
          current: common.chartVersion,
          previous: previous(common.chartVersion),
          held: renovateHint,
        },
      } as const,
      'Helm charts by component.',
    ),
    actions: entries(
      {
        type: 'object',
        description: 'One GitHub action.',
        additionalProperties: false,
        required: ['repository', 'current', 'commit'],
        properties: {
          repository: { type: 'string', pattern: '^[A-Za-z0-9_.-]+/[A-Za-z0-9_./-]+$', description: 'Owner and repository of the action.' },
          current: { type: 'string', pattern: '^v[0-9]+(\\.[0-9]+){0,2}$', description: 'Tag, for people.' },
          commit: { type: 'string', pattern: '^[a-f0-9]{40}$', description: 'Commit the tag stood for; this is what runs.' },
          held: renovateHint,
        },
      } as const,
      'GitHub actions, pinned by commit.',
    ),
    tools: entries(
      {
        type: 'object',
        description: 'One program that checks or operates the platform.',
        additionalProperties: false,
        required: ['module', 'current'],
        properties: {
          module: { type: 'string', pattern: '^[a-z0-9.-]+(/[A-Za-z0-9._-]+)+$', description: 'Go module.' },
          current: common.chartVersion,
          held: renovateHint,
        },
      } as const,
      'Go programs below tools/.',
    ),
  },
} as const;

export interface ImageTrack {
  readonly repository: string;
  readonly current: string;
  readonly previous: readonly string[];
  readonly own: boolean;
  readonly held?: string;
}
export interface ChartTrack {
  readonly repository: string;
  readonly chart: string;
  readonly current: string;
  readonly previous: readonly string[];
  readonly held?: string;
}
type Raw = FromSchema<typeof versionsSchema>;
export interface Catalogue {
  readonly images: Readonly<Record<string, ImageTrack>>;
  readonly charts: Readonly<Record<string, ChartTrack>>;
  readonly actions: Raw['actions'];
  readonly tools: Raw['tools'];
}
