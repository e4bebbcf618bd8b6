import { readdirSync, statSync } from 'node:fs';
import { join, relative } from 'node:path';

/** Inode and time of modification of each file below a folder, by its path in it. */
export type Snapshot = ReadonlyMap<string, string>;

export function snapshot(folder: string): Snapshot {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return new Map(
    files.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      const { ino, mtimeNs } = statSync(path, { bigint: true });
      return [relative(folder, path), `${ino} ${mtimeNs}`];
    }),
  );
}

/** Files that were written between two snapshots, sorted: new ones, and those with another inode or time. */
export const rewritten = (before: Snapshot, after: Snapshot): string[] =>
  [...after]
    .filter(([file, state]) => before.get(file) !== state)
    .map(([file]) => file)
    .sort();

/** Files of the generated tree that hold one Kubernetes object each. */
export const objectFiles = (tree: Snapshot): string[] =>
  [...tree.keys()].filter((file) => !/(^|\/)(kustomization|ownership)\.yaml$/.test(file));
