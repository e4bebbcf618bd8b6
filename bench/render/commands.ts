import { existsSync, mkdtempSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { changed, changeEnvironment, cluster, environmentCount } from './environments';
import { type Command, type Meter, measurement, type Sample } from './measure';
import type { CommandName, Results, TreeSize } from './results';
import { objectFiles, rewritten, snapshot } from './tree';

export const platform = (cwd: string, ...args: string[]): Command => ({ cwd, program: './platform', args });

type Note = (text: string) => void;

/** Help, and the render of an unchanged and of a slightly changed repository. */
export function measureCommands(
  meter: Meter,
  copy: string,
  runs: number,
  note: Note,
): Pick<Results['commands'], Extract<CommandName, 'help' | 'unchanged' | 'oneChanged'>> {
  freshRender(meter, copy);
  const times = <T>(what: string, step: (turn: number) => T): T[] => {
    note(`${what}, ${runs} runs …`);
    return Array.from({ length: runs }, (_, turn) => step(turn));
  };
  const help = times('help', () => meter.run(platform(copy, '--help')).sample);
  const unchanged = times('nothing changed', () =>
    expectRewritten(
      copy,
      () => meter.run(platform(copy, 'render')).sample,
      () => false,
    ),
  );
  const oneChanged = times('one environment changed', (turn) => {
    changeEnvironment(copy, turn);
    return expectRewritten(copy, () => meter.run(platform(copy, 'render')).sample, ofChangedEnvironment);
  });
  return { help: measurement(help), unchanged: measurement(unchanged), oneChanged: measurement(oneChanged) };
}

/**
 * A whole render where nothing is generated yet. The first in a copy also compiles the command: a warm-up. What was generated
 * before is moved away and not removed: ext4 passes over inodes freed in the last minute, which makes new files up to three
 * times as dear, and no fresh clone meets that.
 */
export function freshRender(meter: Meter, copy: string): Sample {
  const generated = join(copy, 'generated');
  if (existsSync(generated)) renameSync(generated, join(mkdtempSync(join(copy, '.aside-')), 'generated'));
  return meter.run(platform(copy, 'render')).sample;
}

export function treeSize(copy: string): TreeSize {
  const tree = snapshot(join(copy, 'generated'));
  return { environments: environmentCount(copy), objects: objectFiles(tree).length, files: tree.size };
}

/** `<cluster>/<kind of unit>/<environment>/<file>`. */
const ofChangedEnvironment = (file: string): boolean => file.startsWith(`${cluster}/`) && file.split('/').at(-2) === changed;

/** Runs a render and throws an Error when a file was written that should have kept its inode and time, or none was. */
function expectRewritten(copy: string, step: () => Sample, mayBe: (file: string) => boolean): Sample {
  const before = snapshot(join(copy, 'generated'));
  const sample = step();
  const files = rewritten(before, snapshot(join(copy, 'generated')));
  const wrong = files.filter((file) => !mayBe(file));
  if (wrong.length > 0) throw new Error(`could not measure: unchanged files were written again: ${wrong.join(', ')}`);
  if (files.length === 0 && mayBe === ofChangedEnvironment) throw new Error(`could not measure: the change of ${changed} changed no file`);
  return sample;
}
