import { judge } from '../charts-src/guardrails/policies/judge';
import { identity, partRefusals, type Verdict, verdictIdentity } from '../charts-src/guardrails/policies/verdict';
import type { ClusterContext } from './context';
import type { Finding, Level } from './finding';

/** What the real Kyverno CLI says of every workload of a cluster under the policies that the cluster renders. */
export async function policyFindings(
  context: ClusterContext,
  kyverno: string,
): Promise<{ readonly judged: number; readonly findings: Finding[] }> {
  const objects = context.objects.map(({ object }) => object);
  const policies = objects.filter(({ kind }) => kind === 'ValidatingPolicy' || kind === 'PolicyException');
  const files = new Map(context.objects.map(({ object, file }) => [identity(object), file]));
  const { verdicts, judged } = await judge({ binary: kyverno, policies, resources: objects });
  const { unreleased, refused } = partRefusals(verdicts);
  const finding =
    (level: Level) =>
    (verdict: Verdict): Finding => ({
      check: 'policies',
      level,
      subject: `generated/${files.get(verdictIdentity(verdict)) ?? verdictIdentity(verdict)}`,
      message: `${verdict.policy}: ${verdict.message}`,
      remedy:
        level === 'release'
          ? 'it cannot run before its first release'
          : 'mend the object; an exception is named, reasoned and dated in cluster.yaml',
    });
  const warned = verdicts.filter(({ outcome }) => outcome === 'warn');
  return { judged, findings: [...refused.map(finding('error')), ...unreleased.map(finding('release')), ...warned.map(finding('notice'))] };
}
