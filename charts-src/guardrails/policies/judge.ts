import { execFile } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KubernetesObject } from '../../tree/objects';
import type { ValidatingPolicy } from './policy';
import { readReport } from './report';
import { identity, sortVerdicts, type Verdict, verdictIdentity } from './verdict';
import { podSubresources, workloadKinds } from './workload-kinds';

export interface Trial {
  /** Path or name of the Kyverno CLI. */
  readonly binary: string;
  /** Compiled policies and exceptions. */
  readonly policies: readonly KubernetesObject[];
  /** Objects to judge; those that no policy matches by kind are left out, Lists are unfolded. */
  readonly resources: readonly KubernetesObject[];
  /** How many CLI processes share the work: each compiles every policy anew for every object. Default: one a core. */
  readonly processes?: number;
  /** What the objects are judged as. Default: CREATE; an UPDATE is one that changes nothing. */
  readonly operation?: 'CREATE' | 'UPDATE';
}

export interface Judgement {
  /** Exactly one for each policy and matched object, sorted. */
  readonly verdicts: readonly Verdict[];
  /** How many objects carry a pod and were judged. */
  readonly judged: number;
  /** How many objects no policy is about. */
  readonly ignored: number;
}

const reportArguments = ['--policy-report', '--output-format', 'json', '--remove-color'];
/** Longest run of one CLI process, in milliseconds: a hundred times what the whole tree takes. */
const timeout = 30 * 60 * 1000;
/** Largest report of one process, in bytes: 1,000 objects × 50 policies × 2 KB, and as much again. */
const maxReport = 200 * 2 ** 20;

/**
 * Lets the real Kyverno CLI judge objects as its admission controller would on their creation.
 * Rejects when the CLI fails, and when any policy was silently not evaluated for any object: silence is never a pass.
 */
export async function judge(trial: Trial): Promise<Judgement> {
  const policies = trial.policies.filter((object): object is ValidatingPolicy => object.kind === 'ValidatingPolicy');
  const exceptions = trial.policies.filter((object) => object.kind === 'PolicyException');
  const all = unfold(trial.resources);
  const resources = matched(policies, all);
  refuseDuplicates(resources);
  const verdicts =
    resources.length === 0 || policies.length === 0 ? [] : await inFolder((dir) => run(trial, dir, policies, exceptions, resources));
  refuseSilence(policies, resources, verdicts);
  return { verdicts: sortVerdicts(softened(policies, verdicts)), judged: resources.length, ignored: all.length - resources.length };
}

/** The CLI's own --audit-warn calls refusals of a ValidatingPolicy warnings whatever its actions are. */
function softened(policies: readonly ValidatingPolicy[], verdicts: readonly Verdict[]): Verdict[] {
  const denying = new Set(policies.filter(({ spec }) => spec.validationActions.includes('Deny')).map(({ metadata }) => metadata.name));
  return verdicts.map((verdict) =>
    verdict.outcome === 'fail' && !denying.has(verdict.policy) ? { ...verdict, outcome: 'warn' } : verdict,
  );
}

/** The CLI crashes on a List. */
function unfold(objects: readonly KubernetesObject[]): readonly KubernetesObject[] {
  return objects.flatMap((object) =>
    'items' in object && Array.isArray(object.items) ? unfold(object.items as KubernetesObject[]) : [object],
  );
}

function matched(policies: readonly ValidatingPolicy[], objects: readonly KubernetesObject[]): readonly KubernetesObject[] {
  const kinds = new Set(policies.flatMap(kindsOf));
  return objects.filter(({ kind }) => kinds.has(kind));
}

function kindsOf({ metadata, spec }: ValidatingPolicy): string[] {
  const resources = spec.matchConstraints.resourceRules.flatMap((rule) =>
    rule.apiGroups.flatMap((group) => rule.resources.map((resource) => `${group}/${resource}`)),
  );
  return resources.flatMap((resource) => {
    const kind = (workloadKinds as Readonly<Record<string, string>>)[resource];
    if (kind !== undefined) return [kind];
    if ((podSubresources as readonly string[]).includes(resource)) return [];
    throw new Error(`Cannot judge ${metadata.name}: it matches ${resource}, which workloadKinds does not know; add it there`);
  });
}

function refuseDuplicates(resources: readonly KubernetesObject[]): void {
  const seen = new Set<string>();
  for (const resource of resources) {
    const key = identity(resource);
    if (seen.has(key)) throw new Error(`Cannot judge two objects of one identity: ${key}`);
    seen.add(key);
  }
}

async function inFolder<T>(work: (dir: string) => Promise<T>): Promise<T> {
  const dir = await mkdtemp(join(tmpdir(), 'platform-policies-'));
  try {
    return await work(dir);
  } finally {
    await rm(dir, { recursive: true, force: true });
  }
}

async function run(
  trial: Trial,
  dir: string,
  policies: readonly KubernetesObject[],
  exceptions: readonly KubernetesObject[],
  resources: readonly KubernetesObject[],
): Promise<Verdict[]> {
  const policyFile = await write(dir, 'policies', policies);
  const exceptionArguments = exceptions.length > 0 ? ['--exceptions', await write(dir, 'exceptions', exceptions)] : [];
  const values = {
    apiVersion: 'cli.kyverno.io/v1alpha1',
    kind: 'Values',
    metadata: { name: 'values' },
    globalValues: { 'request.operation': trial.operation ?? 'CREATE' },
  };
  const common = [...exceptionArguments, '--values-file', await write(dir, 'values', [values]), ...reportArguments];
  const processes = Math.max(1, Math.min(trial.processes ?? availableParallelism(), resources.length));
  const shares = Array.from({ length: processes }, (_, share) => resources.filter((_, i) => i % processes === share));
  const reports = await Promise.all(
    shares.map(async (share, i) => {
      const resourceFile = await write(dir, `resources-${i}`, share);
      return apply(trial.binary, ['apply', policyFile, '--resource', resourceFile, ...common], dir);
    }),
  );
  return reports.flat();
}

/** JSON is YAML, and one document a line is what the CLI splits fastest. */
async function write(dir: string, name: string, objects: readonly KubernetesObject[]): Promise<string> {
  const file = join(dir, `${name}.yaml`);
  await writeFile(file, objects.map((object) => JSON.stringify(object)).join('\n---\n'));
  return file;
}

/** The CLI exits with 1 on a violation as on its own failure: only the report tells them apart. */
function apply(binary: string, args: readonly string[], home: string): Promise<Verdict[]> {
  const env = { PATH: process.env.PATH ?? '', HOME: home, GOGC: '400' };
  return new Promise((resolve, reject) => {
    execFile(binary, [...args], { env, timeout, maxBuffer: maxReport }, (error, stdout, stderr) => {
      const report = readReport(stdout);
      if (report !== undefined) resolve(report);
      else reject(new Error(`Cannot judge policies: ${binary} gave no report; ${error?.message ?? ''}\n${stderr}${stdout.slice(0, 2000)}`));
    });
  });
}

function refuseSilence(policies: readonly ValidatingPolicy[], resources: readonly KubernetesObject[], verdicts: readonly Verdict[]): void {
  const said = new Map<string, number>();
  for (const verdict of verdicts) {
    const key = `${verdict.policy} on ${verdictIdentity(verdict)}`;
    said.set(key, (said.get(key) ?? 0) + 1);
  }
  const wrong = policies
    .flatMap((policy) => {
      const kinds = new Set(kindsOf(policy));
      return resources.filter(({ kind }) => kinds.has(kind)).map((resource) => `${policy.metadata.name} on ${identity(resource)}`);
    })
    .filter((key) => said.get(key) !== 1);
  if (wrong.length > 0)
    throw new Error(`Cannot trust the judgement: not evaluated exactly once: ${wrong.slice(0, 10).join(', ')} (${wrong.length} in all)`);
}
