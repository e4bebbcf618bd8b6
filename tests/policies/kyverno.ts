import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';

const variable = 'PLATFORM_TOOL_KYVERNO';

/** Path of the real Kyverno CLI: the one the environment names, else the first on PATH. Throws where there is none. */
export function kyvernoBinary(): string {
  const named = process.env[variable];
  if (named !== undefined && named !== '') {
    if (runnable(named)) return named;
    throw new Error(`Cannot judge policies: ${variable} must name a program; it is ${named}`);
  }
  const found = (process.env.PATH ?? '')
    .split(delimiter)
    .map((folder) => join(folder, 'kyverno'))
    .find(runnable);
  if (found !== undefined) return found;
  throw new Error(`Cannot judge policies: no kyverno on PATH; build it with ./platform test policies, or name it in ${variable}`);
}

function runnable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
