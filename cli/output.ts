import { stripVTControlCharacters, styleText } from 'node:util';

/** Where a command writes; tests hand in their own. */
export interface Output {
  /** Results: standard output. */
  readonly line: (text?: string) => void;
  /** Progress and faults: standard error. */
  readonly note: (text: string) => void;
  /** Colours only where a terminal reads them. */
  readonly style: (format: Format, text: string) => string;
}
type Format = 'bold' | 'dim' | 'green' | 'red' | 'yellow';

export const terminal: Output = {
  line: (text = '') => write(process.stdout, text),
  note: (text) => write(process.stderr, text),
  style: (format, text) => styleText(format, text, { validateStream: false }),
};

/** Either stream may lead to a file while the other leads to a terminal. */
function write(stream: NodeJS.WriteStream, text: string): void {
  const coloured = stream.isTTY && !process.env.NO_COLOR;
  stream.write(`${coloured ? text : stripVTControlCharacters(text)}\n`);
}

/** Exit codes of every command. */
export const exitCode = { success: 0, findings: 1, usage: 2 } as const;
export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

/** Rows as aligned columns, two spaces apart. */
export function table(rows: readonly (readonly string[])[]): string[] {
  const widths = rows.reduce<number[]>((known, row) => row.map((cell, i) => Math.max(known[i] ?? 0, cell.length)), []);
  return rows.map((row) =>
    row
      .map((cell, i) => (i === row.length - 1 ? cell : cell.padEnd(widths[i] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}

/** `1 file`, `2 files`. */
export const count = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`;
