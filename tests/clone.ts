import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { cacheFolder } from '../tools/find';

const repository = join(__dirname, '..');

/** What a program answered. */
export interface Answer {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** A copy of the repository as it stands, with its packages installed, in which a test runs commands as a person would. */
export class Clone {
  readonly folder = mkdtempSync(join(tmpdir(), 'a clone-'));

  constructor() {
    const lock = (file: string) => readFileSync(join(repository, file), 'utf8');
    // Without this the script would install packages through the link, into the repository itself.
    if (lock('package-lock.json') !== lock('node_modules/.installed-lock'))
      throw new Error('the packages are not those of package-lock.json; run ./platform --help once, which installs them');
    const listed = execFileSync('git', ['ls-files', '-coz', '--exclude-standard'], {
      cwd: repository,
      encoding: 'utf8',
      maxBuffer: 2 ** 26,
    });
    const deleted = new Set(execFileSync('git', ['ls-files', '-dz'], { cwd: repository, encoding: 'utf8' }).split('\0'));
    for (const file of new Set(listed.split('\0')))
      if (file !== '' && !deleted.has(file)) cpSync(join(repository, file), join(this.folder, file), { preserveTimestamps: true });
    symlinkSync(join(repository, 'node_modules'), join(this.folder, 'node_modules'));
  }

  /** Runs `./platform`; the colours and tools of the machine that tests are left out, its cache is used. */
  platform(args: readonly string[], variables: NodeJS.ProcessEnv = {}): Answer {
    return this.run('./platform', args, variables);
  }

  run(program: string, args: readonly string[], variables: NodeJS.ProcessEnv = {}): Answer {
    const env = { ...process.env, PATH: `${dirname(process.execPath)}:${process.env.PATH}`, PLATFORM_CACHE: cacheFolder(), ...variables };
    const { status, stdout, stderr } = spawnSync(program, args, { cwd: this.folder, env, encoding: 'utf8', maxBuffer: 2 ** 26 });
    return { code: status, out: stdout, err: stderr };
  }

  path = (file: string): string => join(this.folder, file);
  read = (file: string): string => readFileSync(this.path(file), 'utf8');
  write = (file: string, text: string): void => writeFileSync(this.path(file), text);

  /** Every file below a folder with its text, by path below it. */
  files(folder: string): Map<string, string> {
    const entries = readdirSync(this.path(folder), { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    const paths = entries.map((entry) => join(entry.parentPath, entry.name)).sort();
    return new Map(paths.map((path) => [path.slice(this.path(folder).length + 1), readFileSync(path, 'utf8')]));
  }

  /** A cluster with a shared environment: its name and that environment's. */
  shared(): { readonly cluster: string; readonly environment: string } {
    const { environments } = JSON.parse(this.platform(['env', 'list', '--json']).out);
    const [found] = environments.filter(({ kind }: { kind: string }) => kind === 'shared');
    return found;
  }

  remove = (): void => rmSync(this.folder, { recursive: true, force: true });
}
