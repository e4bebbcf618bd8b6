import { lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Document, isAlias, isNode, LineCounter, parseDocument, visit } from 'yaml';
import type { Fault, FaultCode } from './fault';

/** Largest data file, in bytes: a thousand times what a person writes. */
export const maxFileBytes = 2 ** 20;
/** Most aliases in one file: enough for shared snippets, far too few for an expansion bomb. */
export const maxAliases = 50;

export type Path = readonly (string | number)[];

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

/** Reads one YAML file within limits. Never throws: whatever is wrong with the file is a fault. */
export function readYaml(root: string, file: string): ReadResult {
  const text = readLimited(root, file);
  return typeof text === 'string' ? parseYaml(file, text) : { ok: undefined, faults: [text] };
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
    const why = error instanceof TypeError ? 'it is not UTF-8' : error instanceof Error ? error.message.replace(root, '.') : String(error);
    return whole('unreadable', `could not be read: ${why}`, 'mend the file');
  }
}

/** Parses text that came from a file; see {@link readYaml}. */
export function parseYaml(file: string, text: string): ReadResult {
  const lines = new LineCounter();
  const at = (offset: number) => {
    const { line, col } = lines.linePos(offset);
    return { line, column: col };
  };
  let document: Document;
  try {
    document = parseDocument(text, { lineCounter: lines, uniqueKeys: true, prettyErrors: false });
  } catch (error) {
    // The parser recurses; a file that is nothing but brackets exhausts its stack.
    const constraint = `could not be parsed: ${error instanceof Error ? error.message : String(error)}`;
    return { ok: undefined, faults: [{ code: 'yaml-syntax', file, field: '', constraint, remedy: 'write plain YAML' }] };
  }
  const problems = [...document.errors, ...document.warnings].map((error): Fault => {
    const duplicate = error.code === 'DUPLICATE_KEY';
    return {
      code: duplicate ? 'duplicate-key' : 'yaml-syntax',
      file,
      ...at(error.pos[0]),
      field: '',
      constraint: duplicate ? 'a key may stand only once in a mapping' : `is no valid YAML: ${firstLine(error.message)}`,
      remedy: duplicate ? 'remove one of the two' : 'mend the syntax',
    };
  });
  const alias = countAliases(document);
  if (alias.count > maxAliases)
    problems.push({
      code: 'alias-limit',
      file,
      ...at(alias.offset),
      field: '',
      constraint: `at most ${maxAliases} aliases may stand in a file`,
      value: alias.count,
      remedy: 'write the values out',
    });
  if (problems.length > 0) return { ok: undefined, faults: problems };

  const place = (path: Path) => {
    for (let length = path.length; length >= 0; length--) {
      const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
      if (isNode(node) && node.range) return at(node.range[0]);
    }
    return { line: 1, column: 1 };
  };
  let data: unknown;
  try {
    data = document.toJS({ maxAliasCount: maxAliases });
  } catch (error) {
    const constraint = `could not be expanded: ${error instanceof Error ? error.message : String(error)}`;
    return {
      ok: undefined,
      faults: [{ code: 'alias-limit', file, line: 1, column: 1, field: '', constraint, remedy: 'write the values out' }],
    };
  }
  return {
    ok: {
      file,
      text,
      data,
      fault: (code, path, constraint, remedy, value) => ({ code, file, ...place(path), field: path.join('.'), constraint, value, remedy }),
    },
    faults: [],
  };
}

const firstLine = (text: string): string => text.split('\n', 1)[0] ?? '';

function countAliases(document: Document): { count: number; offset: number } {
  let count = 0;
  let offset = 0;
  visit(document, {
    Node(_key, node) {
      if (!isAlias(node)) return;
      count++;
      offset ||= node.range?.[0] ?? 0;
    },
  });
  return { count, offset };
}
