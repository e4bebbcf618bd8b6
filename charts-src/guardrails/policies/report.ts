import type { Outcome, Verdict } from './verdict';

interface Report {
  readonly results?: readonly {
    readonly policy: string;
    readonly result: string;
    readonly message?: string;
    readonly resources?: readonly { readonly kind: string; readonly namespace?: string; readonly name: string }[];
  }[];
}

/** Reads the report that the CLI prints, other lines around it notwithstanding; undefined where there is none. */
export function readReport(output: string): Verdict[] | undefined {
  const line = output.split('\n').find((candidate) => candidate.startsWith('{"kind":"ClusterReport"'));
  if (line === undefined) return undefined;
  const { results = [] } = JSON.parse(line) as Report;
  return results.flatMap(({ policy, result, message = '', resources = [] }) =>
    resources.map(({ kind, namespace = 'default', name }) => ({
      policy,
      resource: { kind, namespace, name },
      outcome: outcomeOf(result, message),
      message,
    })),
  );
}

/** A skip is either an exception, which the message tells, or a condition of the policy that was not met. */
function outcomeOf(result: string, message: string): Outcome {
  switch (result) {
    case 'pass':
    case 'fail':
    case 'warn':
      return result;
    case 'skip':
      return message.includes('due to policy exception') ? 'excepted' : 'out-of-scope';
    default:
      return 'error';
  }
}
