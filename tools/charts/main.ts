import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { extraValues } from './extra';
import { type ChartValues, factTable } from './skeleton';

const usage = 'usage: main <chart> <version> <values.yaml> [subchart=values.yaml …]\n';

/** Writes `schemas/charts/<chart>.json`. Run from the repository's root; exit codes 0 written, 2 usage. */
function main(root: string, [chart, version, file, ...rest]: readonly string[]): number {
  if (chart === undefined || version === undefined || file === undefined || rest.some((part) => !part.includes('='))) {
    process.stderr.write(usage);
    return 2;
  }
  const subcharts = Object.fromEntries(
    rest.map((part) => [part.slice(0, part.indexOf('=')), readValues(part.slice(part.indexOf('=') + 1))]),
  );
  const table = factTable({ chart, version, values: readValues(file), subcharts, extra: extraValues[chart] ?? [] });
  const target = `schemas/charts/${chart}.json`;
  writeFileSync(join(root, target), `${JSON.stringify(table, null, 1)}\n`);
  process.stdout.write(`${target}: ${Object.keys(table.values).length} values\n`);
  return 0;
}

const readValues = (file: string): ChartValues => parse(readFileSync(file, 'utf8'), { merge: true }) as ChartValues;

process.exitCode = main(process.cwd(), process.argv.slice(2));
