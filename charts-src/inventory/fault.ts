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

/** `file:line:column: field: constraint; it is <value>; remedy [code]`, on one line. */
export function formatFault(fault: Fault): string {
  const place = [fault.file, fault.line, fault.column].filter((part) => part !== undefined).join(':');
  const field = fault.field === '' ? '' : `${fault.field}: `;
  const value = fault.value === undefined ? '' : `; it is ${show(fault.value)}`;
  return `${place}: ${field}${fault.constraint}${value}; ${fault.remedy} [${fault.code}]`;
}

function show(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > shownValue ? `${text.slice(0, shownValue)}…` : text;
}

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
