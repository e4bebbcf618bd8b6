import {
  existsSync,
  linkSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname, join, relative } from 'node:path';

/** How a folder departs from the files it should hold. Paths are relative to it, sorted. */
export interface TreeDifference {
  /** Wanted, but absent. */
  readonly missing: readonly string[];
  /** There, with other bytes. */
  readonly changed: readonly string[];
  /** There, but not wanted. */
  readonly stale: readonly string[];
}

export const isSame = ({ missing, changed, stale }: TreeDifference): boolean => missing.length + changed.length + stale.length === 0;

/** Compares a folder with the wanted files, below `scope` where one is given. */
export function compareTree(folder: string, wanted: ReadonlyMap<string, string>, scope = ''): TreeDifference {
  const present = listFiles(folder).filter((file) => file.startsWith(scope));
  const inScope = [...wanted.keys()].filter((file) => file.startsWith(scope)).sort();
  const there = new Set(present);
  return {
    missing: inScope.filter((file) => !there.has(file)),
    changed: inScope.filter((file) => there.has(file) && !holds(join(folder, file), wanted.get(file) ?? '')),
    stale: present.filter((file) => !wanted.has(file)),
  };
}

/** Raised where `generated/` itself is in the way; nothing has been written. */
export class TreeError extends Error {}

/** A link is no file of the tree, whatever it leads to. */
const holds = (path: string, text: string): boolean => lstatSync(path).isFile() && readFileSync(path, 'utf8') === text;

/**
 * Makes a folder hold exactly the wanted files (below `scope`; what lies outside stays). The new tree is built beside the old
 * one and swapped in by rename, so that a crash leaves one or the other, never a mixture; unchanged files keep their inode and
 * times. Returns what changed.
 */
export function writeTree(folder: string, wanted: ReadonlyMap<string, string>, scope = ''): TreeDifference {
  recover(folder);
  const difference = compareTree(folder, wanted, scope);
  if (isSame(difference)) return difference;
  const written = new Set([...difference.missing, ...difference.changed]);
  const stale = new Set(difference.stale);
  const work = mkdtempSync(join(dirname(folder), '.generated-next-'));
  // A folder within: a temporary one is closed to everybody else, and would stay so under its new name.
  const next = join(work, 'tree');
  try {
    mkdirSync(next);
    const made = new Set<string>();
    const target = (file: string) => {
      const path = join(next, file);
      const parent = dirname(path);
      if (!made.has(parent)) mkdirSync(parent, { recursive: true });
      made.add(parent);
      return path;
    };
    for (const file of listFiles(folder)) if (!written.has(file) && !stale.has(file)) linkSync(join(folder, file), target(file));
    for (const file of written) writeFileSync(target(file), wanted.get(file) ?? '');
    swap(folder, next);
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
  return difference;
}

const retiredName = (folder: string): string => join(dirname(folder), '.generated-old');

function swap(folder: string, next: string): void {
  const old = retiredName(folder);
  rmSync(old, { recursive: true, force: true });
  if (existsSync(folder)) renameSync(folder, old);
  try {
    renameSync(next, folder);
  } catch (error) {
    recover(folder);
    throw error;
  }
  rmSync(old, { recursive: true, force: true });
}

/** A run that ended between the two renames left the old tree under its other name. */
function recover(folder: string): void {
  const old = retiredName(folder);
  if (!existsSync(folder) && existsSync(old)) renameSync(old, folder);
}

function listFiles(folder: string): string[] {
  const stat = lstatSync(folder, { throwIfNoEntry: false });
  if (!stat) return [];
  if (!stat.isDirectory())
    throw new TreeError(`could not read ${folder}: it is a link or file where a folder belongs; remove it and render again`);
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)))
    .sort();
}
