import { chmodSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { KubernetesObject } from '../../tree/objects';
import { judge } from './judge';
import type { ValidatingPolicy } from './policy';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'judge-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** A stand-in for the CLI that prints what it is told; the real one judges in tests/policies. */
function program(name: string, output: string, code = 1): string {
  const file = join(folder, name);
  writeFileSync(file, `#!/bin/sh\ncat <<'END'\n${output}\nEND\nexit ${code}\n`);
  chmodSync(file, 0o755);
  return file;
}

const policy = (name: string, action: 'Deny' | 'Audit', resource = 'pods'): ValidatingPolicy => ({
  apiVersion: 'policies.kyverno.io/v1',
  kind: 'ValidatingPolicy',
  metadata: { name },
  spec: {
    validationActions: [action],
    matchConstraints: { resourceRules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: [resource] }] },
  },
});
const pod = (name: string): KubernetesObject => ({ apiVersion: 'v1', kind: 'Pod', metadata: { name, namespace: 'shop' } });
const result = (name: string, of: string, outcome: string, message = 'because') => ({
  policy: of,
  result: outcome,
  message,
  resources: [{ kind: 'Pod', namespace: 'shop', name }],
});
const report = (...results: readonly object[]) => `Applying…\n${JSON.stringify({ kind: 'ClusterReport', results })}`;
const policies = [policy('deny', 'Deny'), policy('report', 'Audit')];

describe('judge', () => {
  it('gives one verdict for each policy and object, in order, and calls refusals of reporting policies warnings', async () => {
    const binary = program('good', report(result('a', 'report', 'fail'), result('a', 'deny', 'fail')));
    expect(await judge({ binary, policies, resources: [pod('a')] })).toEqual({
      judged: 1,
      ignored: 0,
      verdicts: [
        { policy: 'deny', resource: { kind: 'Pod', namespace: 'shop', name: 'a' }, outcome: 'fail', message: 'because' },
        { policy: 'report', resource: { kind: 'Pod', namespace: 'shop', name: 'a' }, outcome: 'warn', message: 'because' },
      ],
    });
  });

  it.each([
    ['skip', 'skip', 'out-of-scope'],
    ['skip', 'rule is skipped due to policy exception: kyverno/x', 'excepted'],
    ['error', 'no such key', 'error'],
    ['whatever', '', 'error'],
  ])('reads %s with "%s" as %s', async (outcome, message, read) => {
    const binary = program('outcome', report(result('a', 'deny', outcome, message)));
    const { verdicts } = await judge({ binary, policies: [policy('deny', 'Deny')], resources: [pod('a')] });
    expect(verdicts.map((verdict) => verdict.outcome)).toEqual([read]);
  });

  it('rejects when a policy said nothing of an object', async () => {
    const binary = program('silent', report(result('a', 'deny', 'pass')));
    await expect(judge({ binary, policies, resources: [pod('a')] })).rejects.toThrow(
      'not evaluated exactly once: report on Pod/shop/a (1 in all)',
    );
  });

  it('rejects when the program gives no report', async () => {
    const binary = program('broken', 'Error: failed to compile policy', 1);
    await expect(judge({ binary, policies, resources: [pod('a')] })).rejects.toThrow('failed to compile policy');
  });

  it('rejects two objects of one identity', async () => {
    await expect(judge({ binary: 'none', policies, resources: [pod('a'), pod('a')] })).rejects.toThrow('Pod/shop/a');
  });

  it('rejects a policy on a kind that it cannot recognise', async () => {
    await expect(judge({ binary: 'none', policies: [policy('x', 'Deny', 'gadgets')], resources: [] })).rejects.toThrow(
      'it matches /gadgets',
    );
  });

  it('unfolds Lists and leaves out what no policy is about', async () => {
    const binary = program('list', report(result('a', 'deny', 'pass'), result('a', 'report', 'pass')));
    const list = { apiVersion: 'v1', kind: 'List', metadata: { name: '' }, items: [pod('a'), { ...pod('b'), kind: 'ConfigMap' }] };
    expect(await judge({ binary, policies, resources: [list] })).toMatchObject({ judged: 1, ignored: 1 });
  });

  it('starts no program where there is nothing to judge', async () => {
    expect(await judge({ binary: 'none', policies, resources: [] })).toEqual({ verdicts: [], judged: 0, ignored: 0 });
  });
});
