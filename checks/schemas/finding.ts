/** A manifest, and the file that it stands in where there is one. */
export interface Manifest {
  /** Path in the repository. */
  readonly file?: string;
  readonly object: unknown;
}

/** One thing that the API server would refuse. */
export interface SchemaFinding {
  readonly file?: string;
  /** `apps/v1 Deployment prod/xwiki`; a cluster-scoped object has its name alone. */
  readonly object: string;
  /** JSON pointer into the object; empty for the object as a whole. */
  readonly path: string;
  /** What is asked for, and the nearest valid name where one is likely meant. */
  readonly problem: string;
  /** Current value as JSON, at most 80 characters; absent where there is none or the object is a Secret. */
  readonly value?: string;
}

/** A finding before it is known where its object stands. */
export type Problem = Omit<SchemaFinding, 'file' | 'object' | 'value'> & { readonly value?: unknown };

const longestValue = 80;

/** The value as a reader sees it in a finding. */
export function shown(value: unknown): string | undefined {
  const text = value === undefined ? undefined : JSON.stringify(value);
  return text !== undefined && text.length > longestValue ? `${text.slice(0, longestValue - 1)}…` : text;
}

/** One step of a JSON pointer. */
export function pointerToken(name: string): string {
  return name.replaceAll('~', '~0').replaceAll('/', '~1');
}

export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
