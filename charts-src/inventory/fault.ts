/** Closed list of what can be wrong with the data; a test holds one fixture for each. */
export const faultCodes = [
  'unreadable',
  'too-large',
  'yaml-syntax',
  'duplicate-key',
  'alias-limit',
  'unknown-field',
  'missing-field',
  'bad-value',
  'bad-name',
  'unknown-kind',
  'unknown-reference',
  'host-outside-domain',
  'duplicate-host',
  'pin-not-in-catalogue',
  'pin-without-digest',
  'tag-latest',
  'registry-not-allowed',
  'component-missing',
  'backup-missing',
  'backup-ambiguous',
  'over-capacity',
  'workload-rule',
  'network-overlap',
  'unknown-policy',
  'scope-ambiguous',
  'exception-expired',
  'clear-text-secret',
  'stray-file',
] as const;
export type FaultCode = (typeof faultCodes)[number];

/** One fault in the data, told so that it can be mended without opening the code. */
export interface Fault {
  readonly code: FaultCode;
  /** Relative to the repository. */
  readonly file: string;
  /** One-based; absent where the fault is the file itself. */
  readonly line?: number;
  readonly column?: number;
  /** Dotted path in the file; empty: the file as a whole. */
  readonly field: string;
  readonly constraint: string;
  /** Current value; undefined where there is none. */
  readonly value?: unknown;
  readonly remedy: string;
}

/** Longest part of a value that an error repeats, in characters. */
const shownValue = 80;
/** Longest part of a path or of any other text that may come from a file, in characters. */
const shownText = 400;

/** `file:line:column: field: constraint; it is <value>; remedy [code]`, on one line whatever stands in the file. */
export function formatFault(fault: Fault): string {
  const place = [fault.file, fault.line, fault.column].filter((part) => part !== undefined).join(':');
  const field = fault.field === '' ? '' : `${clip(fault.field, shownText)}: `;
  const value = fault.value === undefined ? '' : `; it is ${clip(JSON.stringify(fault.value) ?? String(fault.value), shownValue)}`;
  const line = `${place}: ${field}${clip(fault.constraint, shownText)}${value}; ${clip(fault.remedy, shownText)} [${fault.code}]`;
  return line.replace(unprintable, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}

/** A fault whose value repeats no name and password of an address: errors end in logs. */
export const masked = (fault: Fault): Fault =>
  typeof fault.value === 'string' ? { ...fault, value: fault.value.replaceAll(/\/\/[^/@\s]+@/g, '//…@') } : fault;

/** Line breaks, and what would let a file speak to the terminal or reorder the line. */
const unprintable = /[\p{Cc}\p{Cf}\u2028\u2029]/gu;

const clip = (text: string, length: number): string => (text.length > length ? `${text.slice(0, length)}…` : text);

/** By file, then place, then text: output never depends on the order of checks. */
export function sortFaults(faults: readonly Fault[]): Fault[] {
  const key = (fault: Fault) => [fault.file, fault.line ?? 0, fault.column ?? 0, fault.field, fault.constraint] as const;
  return [...faults].sort((a, b) => compare(key(a), key(b)));
}

function compare(a: readonly (string | number)[], b: readonly (string | number)[]): number {
  for (let i = 0; i < a.length; i++) {
    const [left, right] = [a[i] ?? 0, b[i] ?? 0];
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}
