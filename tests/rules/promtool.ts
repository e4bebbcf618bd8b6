import { spawnSync } from 'node:child_process';
import { realTool } from '../tool';

export interface Verdict {
  readonly ok: boolean;
  /** All that promtool printed. */
  readonly output: string;
}

/** Runs the real promtool; `ok` tells whether it ended with 0. Throws where there is none. */
export function promtool(...args: string[]): Verdict {
  const { status, stdout, stderr, error } = spawnSync(realTool('promtool'), args, { encoding: 'utf8' });
  if (error) throw error;
  return { ok: status === 0, output: stdout + stderr };
}
