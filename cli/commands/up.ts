import { type ExitCode, exitCode, type Output } from '../output';
import { checkCommand } from './check';
import { renderCommand } from './render';

export interface UpOptions {
  readonly root: string;
  readonly json?: boolean;
}

/** Renders and checks the repository as it stands, and prints the way on. Needs Node alone. */
export async function upCommand({ root, json }: UpOptions, output: Output): Promise<ExitCode> {
  if (json) return upAsJson(root, output);
  const rendered = renderCommand({ root }, output);
  if (rendered !== exitCode.success) return rendered;
  const checked = await checkCommand({ root, brief: true }, output);
  for (const line of wayOn(checked === exitCode.success)) output.line(line);
  return checked;
}

/** One document with what render and check print each; `check` is absent where nothing could be rendered. */
async function upAsJson(root: string, output: Output): Promise<ExitCode> {
  const render = collecting(output);
  const rendered = renderCommand({ root, json: true }, render.output);
  const check = collecting(output);
  const code = rendered === exitCode.success ? await checkCommand({ root, json: true }, check.output) : rendered;
  output.line(JSON.stringify({ ok: code === exitCode.success, render: render.read(), check: check.read() }, null, 2));
  return code;
}

function collecting(output: Output): { readonly output: Output; readonly read: () => unknown } {
  const lines: string[] = [];
  return {
    output: { ...output, line: (text = '') => void lines.push(text) },
    read: () => (lines.length === 0 ? undefined : JSON.parse(lines.join('\n'))),
  };
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
