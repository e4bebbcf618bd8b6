import fc from 'fast-check';
import type { PolicyScope } from './policy';
import { relaxations } from './scope';

const reason = 'only for the test of scopes';
const policies = ['no-latest', 'no-root', 'pinned'];
const scope = (of: readonly string[], namespaces: readonly string[], action: 'Audit' | 'Off'): PolicyScope => ({
  policies: [...of],
  namespaces: [...namespaces],
  action,
  reason,
});

describe('relaxations', () => {
  it('spreads * over every policy and sorts', () => {
    const { byPolicy, faults } = relaxations(policies, [scope(['*'], ['z', 'a'], 'Off'), scope(['pinned'], ['m'], 'Audit')]);
    expect(faults).toEqual([]);
    expect(byPolicy.get('no-root')).toEqual({ audit: [], off: ['a', 'z'], reasons: [`Off in a, z: ${reason}`] });
    expect(byPolicy.get('pinned')).toEqual({ audit: ['m'], off: ['a', 'z'], reasons: [`Audit in m: ${reason}`, `Off in a, z: ${reason}`] });
  });

  it('names an unknown policy and the nearest name', () => {
    const { faults } = relaxations(policies, [scope(['pined'], ['a'], 'Off')]);
    expect(faults).toEqual([
      {
        code: 'unknown-policy',
        field: 'policies.scopes[0].policies[0]',
        value: 'pined',
        message: 'no policy is called "pined"; did you mean "pinned"?',
      },
    ]);
  });

  it('refuses two scopes for one policy and namespace', () => {
    const { faults } = relaxations(policies, [scope(['*'], ['a'], 'Off'), scope(['pinned'], ['b', 'a'], 'Audit')]);
    expect(faults).toMatchObject([{ code: 'scope-ambiguous', field: 'policies.scopes[1]', value: 'a' }]);
  });

  it('puts every policy and namespace into exactly one of Deny, Audit and Off, whatever the data', () => {
    const namespaces = ['a', 'b', 'c', 'd', 'e'];
    const anyScope = fc.record({
      policies: fc.oneof<fc.Arbitrary<string[]>[]>(
        fc.constant<string[]>(['*']),
        fc.uniqueArray(fc.constantFrom<string[]>(...policies), { minLength: 1 }),
      ),
      namespaces: fc.uniqueArray(fc.constantFrom(...namespaces), { minLength: 1 }),
      action: fc.constantFrom('Audit' as const, 'Off' as const),
      reason: fc.constant(reason),
    });
    fc.assert(
      fc.property(fc.array(anyScope, { maxLength: 6 }), (scopes) => {
        const { byPolicy, faults } = relaxations(policies, scopes);
        for (const policy of policies)
          for (const namespace of namespaces) {
            const said = scopes.filter(
              (s) => (s.policies.includes('*') || s.policies.includes(policy)) && s.namespaces.includes(namespace),
            );
            const { audit = [], off = [] } = byPolicy.get(policy) ?? {};
            const places = [audit.includes(namespace), off.includes(namespace)].filter(Boolean).length;
            expect(places).toBe(said.length === 0 ? 0 : 1);
            if (said.length === 1) expect(said[0]?.action === 'Audit' ? audit : off).toContain(namespace);
            if (said.length > 1) expect(faults.some(({ code }) => code === 'scope-ambiguous')).toBe(true);
          }
      }),
    );
  });
});
