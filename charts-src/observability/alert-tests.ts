import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { AlertTestFile } from './alert-faults';
import { alertFolder } from './alerts';

const ending = '.test.yaml';

/** The promtool test files of the repository at `root`, sorted by topic. */
export function loadAlertTests(root: string): AlertTestFile[] {
  return readdirSync(join(root, alertFolder))
    .filter((file) => file.endsWith(ending))
    .sort()
    .map((file) => ({
      topic: file.slice(0, -ending.length),
      ...(parse(readFileSync(join(root, alertFolder, file), 'utf8')) as { tests: AlertTestFile['tests'] }),
    }));
}
