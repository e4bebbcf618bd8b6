import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, existsSync, mkdtempSync, openSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Gone, until } from './wait';

/** How long a program may take to end once it is asked to, in seconds. */
const patience = 20;
/** Most characters of a log that a failure repeats. */
const shownLog = 3000;

/** A program that runs, and the file that its output goes to. */
export interface Running {
  readonly name: string;
  readonly log: string;
  readonly pid: number;
  /** Throws {@link Gone} with the end of its log when it has ended by itself. */
  readonly assertAlive: () => void;
  readonly stop: () => Promise<void>;
}

/** Folders of tests: `<this><process id>-<random>`. */
const folderPrefix = 'platform-cluster-';

/**
 * Programs of one test, and the folder with all they keep. Each is ended by its id, the last first. When the test itself is ended
 * by a signal the kernel ends its programs too, and the next test removes the folder.
 */
export class Programs {
  readonly #running: Running[] = [];
  readonly #children = new Set<ChildProcess>();
  readonly folder: string;

  constructor() {
    sweep();
    this.folder = mkdtempSync(join(tmpdir(), `${folderPrefix}${process.pid}-`));
  }

  /** Starts a program with just the variables that it is given. Rejects when it cannot be started. */
  async start(name: string, path: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<Running> {
    const log = join(this.folder, `${name}.log`);
    const out = openSync(log, 'a');
    const child = spawn('setpriv', ['--pdeathsig', 'KILL', '--', path, ...args], {
      cwd: this.folder,
      env: { PATH: process.env.PATH, HOME: this.folder, ...env },
      stdio: ['ignore', out, out],
    });
    closeSync(out);
    this.#children.add(child);
    const ended = new Promise<void>((resolve) => {
      child.once('close', () => {
        this.#children.delete(child);
        resolve();
      });
    });
    await new Promise<void>((resolve, reject) => {
      child.once('spawn', resolve);
      child.once('error', (error) => {
        this.#children.delete(child);
        reject(new Error(`could not start ${name}: ${error.message}`));
      });
    });
    const running: Running = {
      name,
      log,
      pid: child.pid ?? 0,
      assertAlive: () => {
        if (!this.#children.has(child))
          throw new Gone(`${name} ended with ${child.exitCode ?? child.signalCode}:\n${readFileSync(log, 'utf8').slice(-shownLog)}`);
      },
      stop: async () => {
        if (!this.#children.has(child)) return;
        child.kill('SIGTERM');
        const force = setTimeout(() => child.kill('SIGKILL'), patience * 1000);
        await ended;
        clearTimeout(force);
      },
    };
    this.#running.push(running);
    return running;
  }

  /** Waits until a program says that it is ready; gives up at once when it ends. */
  ready<T>(running: Running, seconds: number, probe: () => Promise<T | undefined>): Promise<T> {
    return until(`${running.name} to be ready`, seconds, () => {
      running.assertAlive();
      return probe();
    });
  }

  /** Throws {@link Gone} when any program has ended by itself. */
  assertAlive(): void {
    for (const running of this.#running) running.assertAlive();
  }

  async stop(): Promise<void> {
    for (const running of this.#running.splice(0).reverse()) await running.stop();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Removes what tests left behind whose process is gone. */
function sweep(): void {
  for (const name of readdirSync(tmpdir())) {
    const [, id] = new RegExp(`^${folderPrefix}(\\d+)-`).exec(name) ?? [];
    if (id !== undefined && !existsSync(`/proc/${id}`)) rmSync(join(tmpdir(), name), { recursive: true, force: true });
  }
}
