import { createHash } from 'node:crypto';
import { mapChildren, type Schema } from './schema';

/** A repeated schema becomes a definition from this many characters on: below it a reference is hardly shorter. */
const worthSharing = 160;

export interface Shared {
  readonly roots: readonly Schema[];
  readonly definitions: Readonly<Record<string, Schema>>;
}

/**
 * The same schemas with every large piece that stands in them more than once written once. Definitions are named by
 * their content, so that a new version of a CRD changes only what it changed.
 */
export function share(roots: readonly Schema[]): Shared {
  const seen = new Map<string, number>();
  const count = (schema: Schema): Schema => {
    const text = JSON.stringify(schema);
    const times = (seen.get(text) ?? 0) + 1;
    seen.set(text, times);
    // What lies in a repeated piece is written once with it.
    if (times === 1 || text.length < worthSharing) mapChildren(schema, count);
    return schema;
  };
  roots.forEach(count);

  const definitions: Record<string, Schema> = {};
  const replace = (schema: Schema): Schema => {
    const text = JSON.stringify(schema);
    if (text.length < worthSharing || (seen.get(text) ?? 0) < 2) return mapChildren(schema, replace);
    const name = `shared-${createHash('sha256').update(text).digest('hex').slice(0, 10)}`;
    definitions[name] ??= mapChildren(schema, replace);
    return { $ref: `#/definitions/${name}` };
  };
  return { roots: roots.map((root) => mapChildren(root, replace)), definitions };
}
