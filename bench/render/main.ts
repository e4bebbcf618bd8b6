import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { measureCommands } from './commands';
import { growthSizes, measureGrowth } from './growth';
import { machine } from './machine';
import { Meter } from './measure';
import { report } from './report';
import type { Results } from './results';
import { measureSynth } from './synth-runs';
import { judge } from './targets';
import { copyAgain, copyRepository, newFolder } from './workspace';

/** Enough for a median that one disturbed run does not move. */
const defaultRuns = 7;

function main(): void {
  const runs = Number(parseArgs({ options: { runs: { type: 'string', default: String(defaultRuns) } } }).values.runs);
  if (!Number.isInteger(runs) || runs < 1) throw new RangeError('could not measure: --runs wants a whole number from 1');
  const root = process.cwd();
  const results = measure(root, runs);
  const text = report(results, judge(results));
  const folder = join(root, 'bench', 'render');
  writeFileSync(join(folder, 'RESULTS.md'), text);
  writeFileSync(join(folder, 'results.json'), `${JSON.stringify({ ...results, targets: judge(results) }, null, 2)}\n`);
  process.stdout.write(text);
}

/** Every measurement is taken in copies, so that the repository itself is never written. */
function measure(root: string, runs: number): Results {
  const meter = new Meter(join(root, 'bench', 'render', 'usage.cjs'));
  const place = machine();
  const copies: string[] = [];
  try {
    // All copies are of one moment, whatever is edited meanwhile.
    for (let i = 0; i < growthSizes.length + 2; i++) copies.push(newFolder());
    const [forSynth = '', forCommands = '', ...forGrowth] = copies;
    copyRepository(root, forSynth);
    for (const copy of [forCommands, ...forGrowth]) copyAgain(forSynth, copy);
    const { tree, ...synth } = measureSynth(meter, forSynth, runs, note);
    const commands = measureCommands(meter, forCommands, runs, note);
    const growth = measureGrowth(meter, forGrowth, runs, note);
    return { machine: place, tree, commands: { ...commands, ...synth }, growth };
  } finally {
    for (const folder of copies) rmSync(folder, { recursive: true, force: true });
  }
}

const note = (text: string): void => void process.stderr.write(`${text}\n`);

// With a listener an interrupt ends the measured command only; its failure then passes through the clean-up of the copies.
process.once('SIGINT', () => note('Interrupted.'));
try {
  main();
} catch (error) {
  note(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
