import { lstatSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Fault } from './fault';
import { suggestion } from './nearest';

/** What a folder may hold: names and whether each is a folder; `*` stands for any other name. */
export type Expected = Readonly<Record<string, 'file' | 'folder'>>;

/** Names in a folder, sorted. Empty where there is none. */
export function namesIn(root: string, folder: string): string[] {
  return isFolder(root, folder) ? readdirSync(join(root, folder)).sort() : [];
}

/** Names of the folders in a folder, sorted; links are none. */
export function foldersIn(root: string, folder: string): string[] {
  return namesIn(root, folder).filter((name) => isFolder(root, `${folder}/${name}`));
}

/** Whatever stands in a folder beside what is read: a misspelt folder would otherwise be left out without a word. */
export function strayFaults(root: string, folder: string, expected: Expected): Fault[] {
  return namesIn(root, folder).flatMap((name): Fault[] => {
    const file = `${folder}/${name}`;
    const kind = expected[name] ?? expected['*'];
    if (kind === 'file' || (kind === 'folder' && isFolder(root, file))) return [];
    const stray = { code: 'stray-file', file, field: '' } as const;
    if (kind === 'folder')
      return [{ ...stray, constraint: 'must be a folder, not a link or file', remedy: 'make it a folder, or remove it' }];
    const constraint = `only ${Object.keys(expected).join(', ')} stand here`;
    return [{ ...stray, constraint, remedy: `${suggestion(name, Object.keys(expected))} Else remove it` }];
  });
}

export function isFolder(root: string, folder: string): boolean {
  return lstatSync(join(root, folder), { throwIfNoEntry: false })?.isDirectory() ?? false;
}
