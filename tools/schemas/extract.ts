import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Files, filesOf, fluxCrdFolder, schemaFolder } from './files';
import { download } from './modules';

/** The committed files that differ from what the pinned modules give: changed, missing or left over; sorted paths. */
export function extractionDrift(root: string): readonly string[] {
  return differing(root, filesOf(download(root)));
}

/** Writes what the pinned modules give and removes what they no longer give; returns the paths that changed. */
export function extract(root: string): readonly string[] {
  const files = filesOf(download(root));
  const changed = differing(root, files);
  for (const path of changed) {
    const text = files.get(path);
    if (text === undefined) rmSync(join(root, path));
    else {
      mkdirSync(dirname(join(root, path)), { recursive: true });
      writeFileSync(join(root, path), text);
    }
  }
  return changed;
}

function differing(root: string, files: Files): readonly string[] {
  const paths = new Set([...files.keys(), ...[schemaFolder, fluxCrdFolder].flatMap((folder) => jsonFiles(root, folder))]);
  const read = (path: string) => (existsSync(join(root, path)) ? readFileSync(join(root, path), 'utf8') : undefined);
  return [...paths].filter((path) => read(path) !== files.get(path)).sort();
}

function jsonFiles(root: string, folder: string): string[] {
  if (!existsSync(join(root, folder))) return [];
  return readdirSync(join(root, folder))
    .filter((name) => name.endsWith('.json'))
    .map((name) => `${folder}/${name}`);
}
