import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadPolicies, policyNames } from './load';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'policies-'));
});
afterEach(() => rmSync(root, { recursive: true }));

function add(folder: string, text: string): void {
  mkdirSync(join(root, 'policies', folder), { recursive: true });
  writeFileSync(join(root, 'policies', folder, 'policy.yaml'), text);
}

const good = (name: string) => `apiVersion: policies.kyverno.io/v1
kind: ValidatingPolicy
metadata: { name: ${name} }
spec:
  validationActions: [Deny]
  matchConstraints: { resourceRules: [{ apiGroups: [''], apiVersions: [v1], operations: [CREATE], resources: [pods] }] }
`;

describe('loadPolicies', () => {
  it('refuses a repository without policies', () => {
    expect(policyNames(root)).toEqual([]);
    expect(() => loadPolicies(root)).toThrow('policies/: holds no policy; bring it back');
  });

  it('reads each folder, sorted', () => {
    add('b-two', good('b-two'));
    add('a-one', good('a-one'));
    writeFileSync(join(root, 'policies', 'README.md'), '');
    expect(policyNames(root)).toEqual(['a-one', 'b-two']);
    expect([...loadPolicies(root).values()].map(({ metadata }) => metadata.name)).toEqual(['a-one', 'b-two']);
  });

  it('refuses a folder without a policy, which would otherwise be left out without a word', () => {
    mkdirSync(join(root, 'policies', 'no-policy'), { recursive: true });
    expect(() => loadPolicies(root)).toThrow('policies/no-policy/policy.yaml: there is no such file; add it');
  });

  it.each([
    ['another name', 'one', good('two'), 'metadata.name must be that of its folder; it is two'],
    ['the suffix of variants', 'one-audit', good('one-audit'), 'names ending in -audit'],
    ['a folder in capitals', 'One', good('One'), 'lower-case letters'],
    ['an old API', 'one', good('one').replace('policies.kyverno.io/v1', 'kyverno.io/v1'), 'it is kyverno.io/v1 ValidatingPolicy'],
    ['an action of its own', 'one', good('one').replace('[Deny]', '[Audit]'), 'it is [Audit]'],
    [
      'a failure that lets pass',
      'one',
      good('one').replace('  validationActions', '  failurePolicy: Ignore\n  validationActions'),
      'it is Ignore',
    ],
    ['no rules', 'one', good('one').replace(/resourceRules: .*/, 'resourceRules: [] }'), 'must name what it matches'],
    ['a key twice', 'one', `${good('one')}kind: ValidatingPolicy\n`, 'policies/one/policy.yaml:7:1: '],
    ['text that is no YAML', 'one', 'x: [', 'policies/one/policy.yaml:1:5: is no valid YAML'],
    ['an empty file', 'one', '', 'policies/one/policy.yaml: must be a policies.kyverno.io/v1 ValidatingPolicy; it is empty'],
  ])('refuses %s', (_, folder, text, message) => {
    add(folder, text);
    expect(() => loadPolicies(root)).toThrow(message);
  });
});
