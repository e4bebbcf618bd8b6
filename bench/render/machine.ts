import { availableParallelism, cpus, loadavg, platform, release, totalmem } from 'node:os';

/** Where and when the measurements were taken. */
export interface Machine {
  readonly cpu: string;
  readonly cores: number;
  /** GiB. */
  readonly memory: number;
  readonly system: string;
  readonly node: string;
  /** UTC, `YYYY-MM-DD`. */
  readonly date: string;
  /** Processes that wanted to run, on average over the minute before the benchmark began. */
  readonly load: number;
}

export const machine = (): Machine => ({
  cpu: cpus()[0]?.model.trim() ?? 'unknown',
  cores: availableParallelism(),
  memory: Math.round(totalmem() / 2 ** 30),
  system: `${platform()} ${release()}`,
  node: process.version,
  date: new Date().toISOString().slice(0, 10),
  load: Number((loadavg()[0] ?? 0).toFixed(2)),
});
