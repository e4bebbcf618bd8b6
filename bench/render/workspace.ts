import { execFileSync } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, mkdirSync, mkdtempSync, readdirSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A new temporary folder. */
export const newFolder = (): string => mkdtempSync(join(tmpdir(), 'platform-bench-'));

/**
 * Copies the repository as it lies there, with what is not committed yet, into an empty folder. Nothing is installed again:
 * each package is a link to the installed one. The folders that hold the links are the copy's own, so that an installer that
 * ran there would remove links and nothing else.
 */
export function copyRepository(root: string, copy: string): void {
  for (const file of repositoryFiles(root)) cpSync(join(root, file), join(copy, file), { verbatimSymlinks: true });
  for (const folder of ['', 'bench']) linkPackages(join(root, folder), join(copy, folder));
}

/** Copies such a copy into an empty folder. */
export const copyAgain = (copy: string, other: string): void => cpSync(copy, other, { recursive: true, verbatimSymlinks: true });

function repositoryFiles(root: string): string[] {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' });
  // Git still lists a tracked file that was deleted.
  return listed.split('\0').filter((file) => file !== '' && existsSync(join(root, file)));
}

function linkPackages(from: string, to: string): void {
  mkdirSync(join(to, 'node_modules'));
  for (const name of readdirSync(join(from, 'node_modules')))
    if (name !== '.installed-lock') symlinkSync(join(from, 'node_modules', name), join(to, 'node_modules', name));
  // `./platform` installs where this mark differs from the lock file.
  copyFileSync(join(to, 'package-lock.json'), join(to, 'node_modules', '.installed-lock'));
}
