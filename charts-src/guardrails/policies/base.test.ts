import { loadPolicies } from './load';
import { podSubresources, workloadKinds } from './workload-kinds';

/** jest runs at the root of the repository. */
const policies = [...loadPolicies(process.cwd())];
const [, first] = policies[0] ?? [];

describe('the policies of this repository', () => {
  it('are there', () => {
    expect(policies.length).toBeGreaterThan(0);
  });

  it.each(policies)('%s fails closed, reports in the background and leaves nothing to autogen', (_, { spec }) => {
    expect(spec).toMatchObject({
      validationActions: ['Deny'],
      failurePolicy: 'Fail',
      evaluation: { background: { enabled: true } },
      autogen: { podControllers: { controllers: [] } },
    });
  });

  it.each(policies)('%s matches every kind that carries a pod, by rules without selectors', (_, { spec }) => {
    const matched = spec.matchConstraints.resourceRules.flatMap(({ apiGroups, resources }) =>
      apiGroups.flatMap((group) => resources.map((resource) => `${group}/${resource}`)),
    );
    expect(matched.sort()).toEqual([...Object.keys(workloadKinds), ...podSubresources].sort());
    expect(Object.keys(spec.matchConstraints)).toEqual(['resourceRules']);
    for (const { operations, resources } of spec.matchConstraints.resourceRules)
      expect(operations).toEqual(resources.some((resource) => resource.includes('/')) ? ['UPDATE'] : ['CREATE', 'UPDATE']);
  });

  it.each(policies)('%s finds the pod and lets objects under deletion go as the others do', (_, { spec }) => {
    expect(spec.matchConditions).toEqual(first?.spec.matchConditions);
    expect(spec.variables?.[0]).toEqual(first?.spec.variables?.[0]);
  });

  it.each(policies)('%s says what it is and composes its message', (_, { metadata, spec }) => {
    expect(metadata.annotations?.['policies.kyverno.io/title']).toBeTruthy();
    expect(metadata.annotations?.['policies.kyverno.io/description']?.length).toBeGreaterThan(30);
    for (const validation of spec.validations as { messageExpression?: string }[])
      expect(validation.messageExpression).toContain('variables.faults.join(');
  });
});
