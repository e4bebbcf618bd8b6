import type { Measurement } from './measure';
import { type CommandName, commandNames, type Results } from './results';
import type { Summary } from './statistics';
import { marginalCost, type Target } from './targets';

/** The results as Markdown. */
export function report(results: Results, targets: readonly Target[]): string {
  const { machine, tree, commands, growth } = results;
  const names = Object.keys(commandNames) as CommandName[];
  return [
    '# How long the render takes',
    '',
    'Written by `bench/run`; [the README](../README.md) says how to read it.',
    '',
    `${machine.cpu}, ${machine.cores} cores, ${machine.memory} GiB, ${machine.system}, Node ${machine.node}; ${machine.date}; load ${machine.load} before the start.`,
    `${tree.environments} environments, ${tree.objects} objects, ${tree.files} files.`,
    '',
    ...table(
      ['target', 'limit', 'found', ''],
      targets.map(({ name, limit, found, met }) => [name, limit, found, met ? 'met' : '**missed**']),
    ),
    '',
    ...table(
      ['command, as a cold process', 'runs', 'wall s', 'CPU s', 'peak MiB'],
      names.map((name) => [commandNames[name], ...cells(commands[name])]),
    ),
    '',
    ...table(
      ['whole render of', 'objects', 'files', 'runs', 'wall s', 'CPU s', 'peak MiB'],
      growth.map(({ environments, objects, files, render }) => [
        `${environments} environments`,
        String(objects),
        String(files),
        ...cells(render),
      ]),
    ),
    '',
    `One more environment costs ${marginalCost(growth).toFixed(1)} ms.`,
    '',
  ].join('\n');
}

/** Median, with the least and the greatest in brackets. */
function cells({ runs, wall, cpu, memory }: Measurement): string[] {
  const seconds = (value: number) => (value / 1000).toFixed(2);
  const show = ({ median, min, max }: Summary, format: (value: number) => string) => `${format(median)} (${format(min)}–${format(max)})`;
  return [String(runs), show(wall, seconds), show(cpu, seconds), show(memory, (value) => value.toFixed(0))];
}

/** A Markdown table whose columns also line up as plain text. */
function table(head: readonly string[], rows: readonly (readonly string[])[]): string[] {
  const widths = head.map((cell, i) => Math.max(3, cell.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const line = (row: readonly string[]) => `| ${row.map((cell, i) => cell.padEnd(widths[i] ?? 0)).join(' | ')} |`;
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)];
}
