import type { ErrorObject } from 'ajv';
import { formats } from './formats';
import * as common from './schema/common';

/** What the patterns that several schemas share ask for. */
const patterns: ReadonlyMap<string, string> = new Map([
  [common.bytes.pattern, 'must be bytes with a binary suffix (Ki, Mi, Gi, Ti) and no fraction, like 512Mi'],
  [common.cpu.pattern, 'must be whole cores or millicores, like "2" or 250m'],
  [common.imagePin.pattern, 'must be a tag with the digest of its index, like 1.2.3@sha256:<64 hex digits>'],
  [common.chartVersion.pattern, 'must be one exact version, like 1.2.3'],
  [common.hostName.pattern, 'must be a full DNS name in lower case, like wiki.example.org'],
  [common.name.pattern, 'must be at most 30 lower-case letters, digits and hyphens, and start with a letter'],
]);

const types: Readonly<Record<string, string>> = {
  array: 'must be a list',
  boolean: 'must be true or false',
  integer: 'must be a whole number',
  object: 'must be a mapping',
  string: 'must be text; put it in quotes where YAML reads something else',
};

/** A constraint in words that need no knowledge of JSON Schema. */
export function wordsOf({ keyword, params, message }: ErrorObject): string {
  const given = params as Readonly<Record<string, unknown>>;
  const words =
    keyword === 'format'
      ? formats[given.format as keyof typeof formats]?.words
      : keyword === 'pattern'
        ? patterns.get(String(given.pattern))
        : keyword === 'type'
          ? types[String(given.type)]
          : undefined;
  return words ?? message ?? keyword;
}
