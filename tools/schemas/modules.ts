import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A module whose files are taken, as `go.mod` and `go.sum` pin it. */
export interface Pin {
  readonly module: string;
  readonly version: string;
  readonly sum: string;
}

export interface Module extends Pin {
  /** Folder that holds the module's files. */
  readonly folder: string;
}

/**
 * The modules that `go.mod` requires with the checksums of `go.sum`.
 *
 * @throws Error naming a module without a checksum.
 */
export function pins(goMod: string, goSum: string, folder = 'tools/schemas'): readonly Pin[] {
  const sums = new Map(
    goSum
      .split('\n')
      .map((line) => line.split(' '))
      .map(([module, version, sum]) => [`${module}@${version}`, sum]),
  );
  return [...goMod.matchAll(/^\s+(\S+) (v\S+)$/gm)].map(([, module = '', version = '']) => {
    const sum = sums.get(`${module}@${version}`);
    if (sum === undefined) throw new Error(`${folder}/go.sum has no checksum for ${module}@${version}, which go.mod requires.`);
    return { module, version, sum };
  });
}

/**
 * Downloads every module that a folder's go.mod pins into Go's own cache; only files are fetched, nothing is compiled.
 *
 * @param folder relative to the repository; default: `tools/schemas`
 * @throws Error when a module cannot be had, or is not the one whose checksum is pinned.
 */
export function download(root: string, folder = 'tools/schemas'): ReadonlyMap<string, Module> {
  const read = (name: string) => readFileSync(join(root, folder, name), 'utf8');
  const wanted = pins(read('go.mod'), read('go.sum'), folder);
  // Outside of any module: there, go neither resolves nor rewrites what these modules themselves require.
  const args = ['mod', 'download', '-json', ...wanted.map((pin) => `${pin.module}@${pin.version}`)];
  const answers = execFileSync('go', args, { cwd: tmpdir(), encoding: 'utf8', maxBuffer: 1 << 24, env: { ...process.env, GOWORK: 'off' } });
  const found = (JSON.parse(`[${answers.replaceAll('}\n{', '},{')}]`) as { Path: string; Dir: string; Sum: string }[]).map(
    (answer) => [answer.Path, answer] as const,
  );
  const byPath = new Map(found);
  return new Map(wanted.map((pin) => [pin.module, checked(pin, byPath.get(pin.module), folder)]));
}

function checked(pin: Pin, answer: { Dir: string; Sum: string } | undefined, folder: string): Module {
  if (answer?.Sum !== pin.sum)
    throw new Error(`${pin.module}@${pin.version} has checksum ${answer?.Sum ?? 'none'}; ${folder}/go.sum pins ${pin.sum}.`);
  return { ...pin, folder: answer.Dir };
}
