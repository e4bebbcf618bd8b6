import { spawnSync } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const variable = 'PLATFORM_TOOL_PROMTOOL';

export interface Verdict {
  readonly ok: boolean;
  /** All that promtool printed. */
  readonly output: string;
}

/** Runs the real promtool; `ok` tells whether it ended with 0. Throws where there is none. */
export function promtool(...args: string[]): Verdict {
  const { status, stdout, stderr, error } = spawnSync(promtoolBinary(), args, { encoding: 'utf8' });
  if (error) throw error;
  return { ok: status === 0, output: stdout + stderr };
}

/** Path of promtool: the one the environment names, else the first on PATH. Throws where there is none. */
function promtoolBinary(): string {
  const named = process.env[variable];
  if (named !== undefined && named !== '') {
    if (runnable(named)) return named;
    throw new Error(`Cannot judge rules: ${variable} must name a program; it is ${named}`);
  }
  const found = (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, 'promtool'))
    .find(runnable);
  if (found !== undefined) return found;
  throw new Error(`Cannot judge rules: no promtool on PATH; build it with ./platform test rules, or name it in ${variable}`);
}

function runnable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
