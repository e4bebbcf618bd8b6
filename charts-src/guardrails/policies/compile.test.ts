import fc from 'fast-check';
import type { KubernetesObject } from '../../tree/objects';
import { type Compiled, compilePolicies, type PolicyData } from './compile';
import type { PolicyExceptionObject, ValidatingPolicy } from './policy';

const reason = 'only for the test of the compiler';
const policy = (name: string): ValidatingPolicy => ({
  apiVersion: 'policies.kyverno.io/v1',
  kind: 'ValidatingPolicy',
  metadata: { name, annotations: { 'policies.kyverno.io/title': name } },
  spec: {
    validationActions: ['Deny'],
    failurePolicy: 'Fail',
    matchConstraints: { resourceRules: [{ apiGroups: [''], apiVersions: ['v1'], operations: ['CREATE'], resources: ['pods'] }] },
    matchConditions: [{ name: 'own', expression: 'true' }],
    variables: [
      { name: 'allowedRegistries', expression: '[]' },
      { name: 'other', expression: '1' },
    ],
  },
});
const base = new Map([...['pinned', 'no-root']].map((name) => [name, policy(name)] as const));
const data: PolicyData = { registries: [], scopes: [], exceptions: [] };

const objects = (result: Compiled): readonly KubernetesObject[] => {
  if (!result.ok) throw new Error(JSON.stringify(result.faults));
  return result.objects;
};
const compile = (changes: Partial<PolicyData>) => objects(compilePolicies(base, { ...data, ...changes }));
const find = <T extends KubernetesObject>(all: readonly KubernetesObject[], name: string) =>
  all.find(({ metadata }) => metadata.name === name) as T;

describe('compilePolicies', () => {
  it('denies everywhere without scopes, sorted by name', () => {
    const all = compile({});
    expect(all.map(({ metadata }) => metadata.name)).toEqual(['no-root', 'pinned']);
    expect(find<ValidatingPolicy>(all, 'pinned').spec.matchConditions).toEqual([{ name: 'own', expression: 'true' }]);
  });

  it('fills in the registries, sorted, and no other variable', () => {
    const [first] = compile({ registries: ['ghcr.io/b/', "a'/"] }) as ValidatingPolicy[];
    expect(first?.spec.variables).toEqual([
      { name: 'allowedRegistries', expression: "['a\\'/', 'ghcr.io/b/']" },
      { name: 'other', expression: '1' },
    ]);
  });

  it('makes a variant that reports where a policy is audited, and leaves those namespaces and the Off ones out of the one that denies', () => {
    const all = compile({
      scopes: [
        { policies: ['pinned'], namespaces: ['b'], action: 'Audit', reason },
        { policies: ['*'], namespaces: ['a'], action: 'Off', reason },
      ],
    });
    expect(all.map(({ metadata }) => metadata.name)).toEqual(['no-root', 'pinned', 'pinned-audit']);
    expect(find<ValidatingPolicy>(all, 'pinned').spec).toMatchObject({
      validationActions: ['Deny'],
      failurePolicy: 'Fail',
      matchConditions: [{ name: 'scope', expression: "!(request.namespace in ['a', 'b'])" }, { name: 'own' }],
    });
    expect(find<ValidatingPolicy>(all, 'pinned-audit').spec).toMatchObject({
      validationActions: ['Audit'],
      failurePolicy: 'Ignore',
      matchConditions: [{ name: 'scope', expression: "request.namespace in ['b']" }, { name: 'own' }],
    });
    expect(find(all, 'pinned').metadata.annotations?.['platform.o4g/relaxed']).toBe(`Audit in b: ${reason}\nOff in a: ${reason}`);
  });

  it('makes an exception that holds to the end of its last day, for both variants', () => {
    const exception = { policy: 'pinned', namespace: 'shop', name: 'web', reason, expires: '2027-01-31' };
    const scopes = [{ policies: ['pinned'], namespaces: ['b'], action: 'Audit' as const, reason }];
    const made = find<PolicyExceptionObject>(compile({ scopes, exceptions: [exception] }), 'pinned.shop.web');
    expect(made).toMatchObject({
      apiVersion: 'policies.kyverno.io/v1',
      kind: 'PolicyException',
      metadata: { namespace: 'kyverno', annotations: { 'platform.o4g/reason': reason, 'platform.o4g/expires': '2027-01-31' } },
    });
    expect(made.spec.policyRefs.map(({ name }) => name)).toEqual(['pinned', 'pinned-audit']);
    expect(made.spec.expiresAt).toBe('2027-01-31T23:59:59Z');
    expect(made.spec.matchConditions[0]).toEqual({ name: 'namespace', expression: "request.namespace == 'shop'" });
    expect(made.spec.matchConditions[1]?.expression).toContain("object.?metadata.?name.orValue('') == 'web'");
  });

  it.each([
    [
      'unknown policy in a scope',
      { scopes: [{ policies: ['no-rot'], namespaces: ['a'], action: 'Off' as const, reason }] },
      'did you mean "no-root"?',
    ],
    [
      'unknown policy in an exception',
      { exceptions: [{ policy: 'pind', namespace: 'a', name: 'b', reason, expires: '2027-01-01' }] },
      'did you mean "pinned"?',
    ],
    [
      'exception twice',
      { exceptions: [1, 2].map(() => ({ policy: 'pinned', namespace: 'a', name: 'b', reason, expires: '2027-01-01' })) },
      'keep one of the two',
    ],
  ])('refuses an %s', (_, changes, remedy) => {
    const result = compilePolicies(base, { ...data, ...changes });
    expect(result.ok ? [] : result.faults.map(({ message }) => message)).toEqual([expect.stringContaining(remedy)]);
  });

  it('gives the same bytes whatever the order of the data, and leaves the base alone', () => {
    const before = JSON.stringify([...base]);
    const scopes = ['a', 'b', 'c'].map((namespace) => ({ policies: ['*'], namespaces: [namespace], action: 'Audit' as const, reason }));
    const exceptions = ['x', 'y'].map((name) => ({ policy: 'pinned', namespace: 'shop', name, reason, expires: '2027-01-01' }));
    const reference = JSON.stringify(compile({ scopes, exceptions, registries: ['a/', 'b/'] }));
    fc.assert(
      fc.property(fc.shuffledSubarray(scopes, { minLength: 3 }), fc.shuffledSubarray(exceptions, { minLength: 2 }), (s, e) => {
        expect(JSON.stringify(compile({ scopes: s, exceptions: e, registries: ['b/', 'a/'] }))).toBe(reference);
      }),
    );
    expect(JSON.stringify([...base])).toBe(before);
  });
});
