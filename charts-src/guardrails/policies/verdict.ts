import type { KubernetesObject } from '../../tree/objects';

/**
 * What a policy said of an object. `warn`: it would be refused, but the policy only reports there. `error`: the policy could not be
 * evaluated, which admission refuses too. `excepted`: a named exception holds. `out-of-scope`: the policy's conditions leave it out.
 */
export type Outcome = 'pass' | 'fail' | 'warn' | 'error' | 'excepted' | 'out-of-scope';

export interface Verdict {
  /** Name of the compiled policy, with the suffix of the variant that only reports. */
  readonly policy: string;
  readonly resource: { readonly kind: string; readonly namespace: string; readonly name: string };
  readonly outcome: Outcome;
  /** Kyverno's text; for a refusal it names the container, the current value and the remedy. */
  readonly message: string;
}

/** Identity of an object in a batch; objects without a namespace count as in `default`, as kubectl has it. */
export function identity(object: Pick<KubernetesObject, 'kind' | 'metadata'>): string {
  return `${object.kind}/${object.metadata.namespace ?? 'default'}/${object.metadata.name}`;
}

export function verdictIdentity({ resource }: Verdict): string {
  return `${resource.kind}/${resource.namespace}/${resource.name}`;
}

/** By object, then policy. */
export function sortVerdicts(verdicts: readonly Verdict[]): Verdict[] {
  const key = (verdict: Verdict) => `${verdictIdentity(verdict)} ${verdict.policy}`;
  return [...verdicts].sort((a, b) => (key(a) < key(b) ? -1 : 1));
}

/** Policies that an image which was never released cannot meet, so that they say nothing new of it. */
const followUps: ReadonlySet<string> = new Set(['unreleased-images', 'require-image-digest']);

/**
 * Parts what admission refuses: objects whose image awaits its first release, to be listed, from faults, to be mended.
 * An object that is marked unreleased and has another fault is in both.
 */
export function partRefusals(verdicts: readonly Verdict[]): {
  readonly unreleased: readonly Verdict[];
  readonly refused: readonly Verdict[];
} {
  const refusals = verdicts.filter(({ outcome }) => outcome === 'fail' || outcome === 'error');
  const unreleased = refusals.filter(({ policy, outcome }) => policy === 'unreleased-images' && outcome === 'fail');
  const marked = new Set(unreleased.map(verdictIdentity));
  const refused = refusals.filter(
    (verdict) => !(marked.has(verdictIdentity(verdict)) && followUps.has(verdict.policy) && verdict.outcome === 'fail'),
  );
  return { unreleased, refused };
}
