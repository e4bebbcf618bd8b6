/** Building blocks that several schemas share: each is one JSON Schema with the reason for its limits. */

/** RFC 1123 label, short enough that `<environment>-<workload>-<suffix>` still is one. */
export const name = {
  type: 'string',
  pattern: '^[a-z]([-a-z0-9]{0,28}[a-z0-9])?$',
  description: 'Lower-case letters, digits and hyphens; starts with a letter; at most 30 characters.',
} as const;

/** Kubernetes quantity of bytes with a binary suffix, so that nobody confuses Gi with G. */
export const bytes = {
  type: 'string',
  pattern: '^[1-9][0-9]{0,5}(Ki|Mi|Gi|Ti)$',
  description: 'Bytes with a binary suffix: Ki, Mi, Gi or Ti, for example 512Mi.',
} as const;

/** CPU in cores or millicores. */
export const cpu = {
  type: 'string',
  pattern: '^([1-9][0-9]{0,3}|[1-9][0-9]{0,5}m)$',
  description: 'CPU in whole cores or millicores, for example 2 or 250m.',
} as const;

/** A pin: tag, and the digest of the multi-arch index once there is one. */
export const imagePin = {
  type: 'string',
  pattern: '^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}(@sha256:[a-f0-9]{64})?$',
  description: 'Image tag and digest, `<tag>@sha256:<64 hex>`; the digest is absent only before a first release.',
} as const;

export const chartVersion = {
  type: 'string',
  pattern: '^v?[0-9]+\\.[0-9]+\\.[0-9]+(-[0-9A-Za-z.-]+)?$',
  description: 'Exact chart version; ranges are refused.',
} as const;

export const hostName = {
  type: 'string',
  maxLength: 253,
  pattern: '^([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\\.)+[a-z]{2,63}$',
  description: 'Fully qualified DNS name in lower case, without a trailing dot.',
} as const;

export const cidr = {
  type: 'string',
  format: 'cidr',
  description: 'IPv4 network in CIDR notation, host bits zero, for example 10.42.0.0/16.',
} as const;

export const port = {
  type: 'integer',
  minimum: 1,
  maximum: 65535,
  description: 'TCP port.',
} as const;

/** Dates are days in UTC: an exception ends at the end of that day. */
export const day = {
  type: 'string',
  format: 'day',
  description: 'Day in UTC, YYYY-MM-DD.',
} as const;

export const reason = {
  type: 'string',
  minLength: 15,
  maxLength: 500,
  pattern: '^\\S(.*\\S)?$',
  description: 'Why this is so, for the person who reviews it a year later.',
} as const;

/** Absolute path of a folder, in its shortest form. */
export const folder = {
  type: 'string',
  pattern: '^(/(?!\\.{1,2}(/|$))[A-Za-z0-9._-]+)+$',
  maxLength: 200,
  description: 'Absolute path of a folder.',
} as const;

/** Requests and limits of the main container. */
export const resources = {
  type: 'object',
  description: 'Requests and limits of the main container.',
  additionalProperties: false,
  required: ['cpu', 'memory'],
  properties: {
    cpu: { ...cpu, description: 'CPU request, in cores or millicores; the limit is four times as much.' },
    memory: { ...bytes, description: 'Memory request and limit, in bytes with a binary suffix.' },
  },
} as const;
