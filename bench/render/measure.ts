import { spawnSync } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Summary, summarise } from './statistics';

/** A command as a whole cold process. */
export interface Command {
  readonly cwd: string;
  readonly program: string;
  readonly args: readonly string[];
}

/** What one run took. */
export interface Sample {
  /** Wall clock from spawn to exit, milliseconds. */
  readonly wall: number;
  /** User and system time of all Node processes of the command, milliseconds. */
  readonly cpu: number;
  /** Peak resident memory of its largest Node process, MiB. */
  readonly memory: number;
}

/** Several runs of one command. */
export interface Measurement {
  readonly runs: number;
  readonly wall: Summary;
  readonly cpu: Summary;
  readonly memory: Summary;
}

/** More output than any of the commands gives. */
const maxOutput = 64 * 2 ** 20;

/** Runs commands with `usage.cjs` (its absolute path) preloaded into their Node processes. */
export class Meter {
  readonly #preload: string;

  constructor(preload: string) {
    this.#preload = preload;
  }

  /** One run, with its standard output. Throws an Error with the command's own words when it fails. */
  run({ cwd, program, args }: Command): { readonly sample: Sample; readonly output: string } {
    const report = join(tmpdir(), `platform-bench-usage-${process.pid}`);
    const env = { ...process.env, NODE_OPTIONS: `--require ${JSON.stringify(this.#preload)}`, PLATFORM_BENCH_USAGE: report };
    rmSync(report, { force: true });
    const start = process.hrtime.bigint();
    const { status, stdout, stderr, error } = spawnSync(program, args, { cwd, env, encoding: 'utf8', maxBuffer: maxOutput });
    const wall = Number(process.hrtime.bigint() - start) / 1e6;
    if (error || status !== 0)
      throw new Error(
        `could not measure "${[program, ...args].join(' ')}": ${error?.message ?? `it ended with ${status}`}\n${stderr}${stdout}`,
      );
    const processes = usage(report);
    rmSync(report, { force: true });
    const cpu = processes.reduce((sum, used) => sum + used.cpu, 0) / 1e3;
    const memory = Math.max(...processes.map((used) => used.rss)) / 2 ** 10;
    return { sample: { wall, cpu, memory }, output: stdout };
  }
}

export function measurement(samples: readonly Sample[]): Measurement {
  const of = (field: keyof Sample) => summarise(samples.map((sample) => sample[field]));
  return { runs: samples.length, wall: of('wall'), cpu: of('cpu'), memory: of('memory') };
}

/** CPU in microseconds, resident memory in KiB, as `process.resourceUsage` gives them. */
function usage(report: string): { readonly cpu: number; readonly rss: number }[] {
  const lines = readFileSync(report, 'utf8').trim().split('\n');
  return lines.map((line) => JSON.parse(line));
}
