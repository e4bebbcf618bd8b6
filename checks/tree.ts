import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Rendered } from '../charts-src/main';
import { compareTree } from '../charts-src/tree/write';
import type { Finding } from './finding';

const remedy = 'run ./platform render and commit the result';
const says = {
  missing: 'is not there, though the data ask for it',
  changed: 'does not hold what the data ask for',
  stale: 'is there, though the data do not ask for it',
} as const;

/** Where `generated/` departs from what was judged: Flux syncs the files, not the render. */
export function treeFindings(root: string, { files }: Rendered): Finding[] {
  const folder = join(root, 'generated');
  const finding = (subject: string, message: string): Finding => ({ check: 'tree', level: 'error', subject, message, remedy });
  if (!existsSync(folder)) return [finding('generated/', 'is not there: nothing has been rendered yet')];
  const difference = compareTree(folder, files);
  return (['missing', 'changed', 'stale'] as const).flatMap((how) =>
    difference[how].map((file) => finding(`generated/${file}`, says[how])),
  );
}
