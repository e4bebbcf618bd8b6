/** How much a finding weighs: an error fails `check`, a release finding fails `check --release` only, a notice never fails. */
export type Level = 'error' | 'release' | 'notice';

/** One thing that a check has to say about the rendered tree. */
export interface Finding {
  /** Name of the check, for example `references`. */
  readonly check: string;
  readonly level: Level;
  /** File below the repository, or the object or unit in words. */
  readonly subject: string;
  readonly message: string;
  readonly remedy: string;
}

const order: Readonly<Record<Level, number>> = { error: 0, release: 1, notice: 2 };

/** By weight, check, subject, message, each once: output never depends on the order in which checks ran, nor on how many clusters there are. */
export function sortFindings(findings: readonly Finding[]): Finding[] {
  const key = ({ level, check, subject, message }: Finding) => `${order[level]} ${check} ${subject} ${message}`;
  return [...new Map(findings.map((finding) => [key(finding), finding])).values()].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}
