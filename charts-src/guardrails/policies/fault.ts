/** What can be wrong with the data that scope the policies. */
export interface PolicyFault {
  readonly code: 'unknown-policy' | 'scope-ambiguous' | 'exception-duplicate';
  /** Dotted path in the cluster's data. */
  readonly field: string;
  /** Current value. */
  readonly value: string;
  /** What is wrong and what to do. */
  readonly message: string;
}
