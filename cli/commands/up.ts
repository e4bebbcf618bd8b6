import { type ExitCode, exitCode, type Output } from '../output';
import { checkCommand } from './check';
import { renderCommand } from './render';

/** Renders and checks the repository as it stands, and prints the way on. Needs Node alone. */
export async function upCommand(options: { readonly root: string }, output: Output): Promise<ExitCode> {
  const rendered = renderCommand({ root: options.root }, output);
  if (rendered !== exitCode.success) return rendered;
  const checked = await checkCommand({ root: options.root, brief: true }, output);
  for (const line of wayOn(checked === exitCode.success)) output.line(line);
  return checked;
}

const wayOn = (ok: boolean): string[] => [
  '',
  ok ? 'The tree in generated/ is what Flux would sync.' : 'The findings above must be mended before Flux may sync generated/.',
  'From here:',
  '  ./platform env list            what there is',
  '  ./platform flows prod          who may talk to whom in an environment',
  '  ./platform check --release     what is left before a first release',
  '  ./platform test                every test, with the real judges built on first use',
  'To change an environment, edit its file below clusters/ and run ./platform render; README.md tells the rest.',
];
