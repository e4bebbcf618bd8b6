import { cpSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Output } from '../../cli/output';
import { repository, type SampleFiles, writeSample } from './sample';

/** A repository of sample data, with the code's own rooms beside them; the caller removes it. */
export function sampleRepository(files: SampleFiles = {}): string {
  const root = mkdtempSync(join(tmpdir(), 'repository-'));
  writeSample(root, files);
  cpSync(join(repository, 'policies'), join(root, 'policies'), { recursive: true });
  for (const room of ['charts-src', 'runbooks', 'schemas', 'tools']) symlinkSync(join(repository, room), join(root, room));
  return root;
}

/** A repository of sample data for the tests of one file, made before them and removed after them. */
export function useSampleRepository(files: SampleFiles = {}): { readonly root: string } {
  const used = { root: '' };
  beforeAll(() => {
    used.root = sampleRepository(files);
  });
  afterAll(() => removeFolder(used.root));
  return used;
}

/** Runs a command, and tells its exit code and what it printed. */
export function ran<T>(command: (output: Output) => T): { readonly code: T } & Recorded {
  const output = recorded();
  return { code: command(output), ...output };
}

export const removeFolder = (folder: string): void => rmSync(folder, { recursive: true, force: true });

/** What a command printed, without colours. */
export interface Recorded extends Output {
  readonly lines: string[];
  readonly notes: string[];
}

export function recorded(): Recorded {
  const lines: string[] = [];
  const notes: string[] = [];
  return { lines, notes, line: (text = '') => void lines.push(text), note: (text) => void notes.push(text), style: (_, text) => text };
}

/** Runs with other variables of the environment; undefined unsets one. */
export async function withVariables<T>(variables: Readonly<Record<string, string | undefined>>, run: () => T | Promise<T>): Promise<T> {
  const before = process.env;
  process.env = { ...before };
  for (const [name, value] of Object.entries(variables))
    if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  try {
    return await run();
  } finally {
    process.env = before;
  }
}

/** A machine that has none of the tools. */
export const noTools = {
  PATH: '/nonexistent',
  PLATFORM_CACHE: '/nonexistent',
  PLATFORM_TOOL_KYVERNO: undefined,
  PLATFORM_TOOL_SOPS: undefined,
  PLATFORM_TOOL_PROMTOOL: undefined,
};
