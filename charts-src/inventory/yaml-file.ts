import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { LineCounter, parseDocument } from 'yaml';
import type { Fault, FaultCode } from './fault';
import { unshared } from './unshared';
import { documentFaults, textFault } from './yaml-faults';
import { type Path, placesOf } from './yaml-place';
import { maxTokens } from './yaml-tokens';

export type { Path } from './yaml-place';

/** Largest data file, in bytes: a thousand times what a person writes. */
export const maxFileBytes = 2 ** 20;

/** A parsed data file that still knows where each value stood. */
export interface DataFile {
  /** Relative to the repository. */
  readonly file: string;
  readonly text: string;
  readonly data: unknown;
  /** A fault at a path; the nearest place that exists in the file is named. */
  readonly fault: (code: FaultCode, path: Path, constraint: string, remedy: string, value?: unknown) => Fault;
}

export type ReadResult =
  | { readonly ok: DataFile; readonly faults: readonly [] }
  | { readonly ok: undefined; readonly faults: readonly Fault[] };

export interface ReadOptions {
  /** The file may hold a secret: no fault repeats any of its text. Default: false. */
  readonly secret?: boolean;
}

/** Reads one YAML file within limits. Never throws: whatever is wrong with the file is a fault. */
export function readYaml(root: string, file: string, options: ReadOptions = {}): ReadResult {
  const text = readLimited(root, file);
  return typeof text === 'string' ? parseYaml(file, text, options) : { ok: undefined, faults: [text] };
}

function readLimited(root: string, file: string): string | Fault {
  const whole = (code: FaultCode, constraint: string, remedy: string): Fault => ({ code, file, field: '', constraint, remedy });
  try {
    const stat = lstatSync(join(root, file));
    if (!stat.isFile()) return whole('unreadable', 'must be a regular file, not a link or folder', 'replace it by the file itself');
    if (stat.size > maxFileBytes)
      return {
        ...whole('too-large', `must not exceed ${maxFileBytes} bytes`, 'split it, or move what is no data elsewhere'),
        value: stat.size,
      };
    const bytes = readFileSync(join(root, file));
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') return whole('unreadable', 'there is no such file', 'add it');
    const why = error instanceof TypeError ? 'it is not UTF-8' : code;
    return whole('unreadable', `could not be read: ${why}`, 'mend the file');
  }
}

/** Parses text that came from a file; see {@link readYaml}. */
export function parseYaml(file: string, text: string, options: ReadOptions = {}): ReadResult {
  const unfit = textFault(text);
  if (unfit) {
    const { offset, ...fault } = unfit;
    const before = text.slice(0, offset);
    const place = { line: before.split('\n').length, column: offset - before.lastIndexOf('\n') };
    return failed({ file, ...place, field: '', ...fault });
  }
  const lines = new LineCounter();
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  // Duplicate keys are looked for afterwards: the parser compares each key with every other.
  const document = parseDocument(text, {
    lineCounter: lines,
    uniqueKeys: false,
    stringKeys: true,
    prettyErrors: false,
    logLevel: 'error',
  });
  const faults = documentFaults(document, options.secret ?? false).map(
    ({ offset, ...fault }): Fault => ({ file, ...at(offset), field: '', ...fault }),
  );
  if (faults.length > 0) return failed(...faults);
  const data = unshared(document.toJS({ maxAliasCount: -1 }), maxTokens);
  if (data === undefined) {
    const constraint = `its aliases expand to more than ${maxTokens} values`;
    return failed({ code: 'alias-limit', file, line: 1, column: 1, field: '', constraint, remedy: 'write the values out' });
  }
  const place = placesOf(document);
  return {
    ok: {
      file,
      text,
      data,
      fault: (code, path, constraint, remedy, value) => {
        const field = path.join('.');
        return { code, file, ...at(place(path)), field, constraint, value, remedy };
      },
    },
    faults: [],
  };
}

const failed = (...faults: readonly Fault[]): ReadResult => ({ ok: undefined, faults });
