import { roles } from '../inventory/schema/access';
import { type Any, objectsOf, sampleCluster } from '../testing/sample';
import { peopleRoleName, peopleRoles, rolesUnit, unitRoleName, unitRoles } from './roles';

interface Rule {
  readonly apiGroups?: readonly string[];
  readonly resources?: readonly string[];
  readonly verbs: readonly string[];
}
/** `group/resource verb`, one each. */
const grants = (rules: readonly Rule[]): string[] =>
  rules.flatMap(({ apiGroups = [], resources = [], verbs }) =>
    apiGroups.flatMap((group) => resources.flatMap((resource) => verbs.map((verb) => `${group}/${resource} ${verb}`))),
  );
const writes = (grant: string): boolean => !/ (get|list|watch)$/.test(grant);

describe('unitRoles', () => {
  const forbidden =
    /rbac\.authorization|networkpolicies|resourcequotas|limitranges|namespaces|nodes|policies\.kyverno|admissionregistration|customresource|exec|attach|token|impersonate|escalate|bind/;

  it.each(Object.entries(unitRoles))('%s may touch nothing that holds it in its bounds', (_, rules) => {
    expect(grants(rules).filter((grant) => forbidden.test(grant.replace('/poddisruptionbudgets', '')))).toEqual([]);
  });

  it.each(Object.entries(unitRoles))('%s reads Secrets only if it is the one that writes them', (name, rules) => {
    expect(grants(rules).some((grant) => grant.startsWith('/secrets '))).toBe(name === 'secrets');
  });

  it('secrets and tenant are as narrow as their objects', () => {
    const resources = (rules: readonly Rule[]) => [...new Set(grants(rules).map((grant) => grant.split(' ')[0]))];
    expect(resources(unitRoles.secrets)).toEqual(['/secrets']);
    expect(resources(unitRoles.tenant)).toEqual(['/configmaps', 'networking.k8s.io/ingresses']);
    expect(resources(unitRoles.monitors).every((resource) => resource?.startsWith('monitoring.coreos.com/'))).toBe(true);
  });
});

describe('peopleRoles', () => {
  it('contain each the one before', () => {
    const [viewer = [], developer = [], operator = []] = roles.map((role) => grants(peopleRoles[role]));
    expect(developer).toEqual(expect.arrayContaining(viewer));
    expect(operator).toEqual(expect.arrayContaining(developer));
    expect(viewer.length < developer.length && developer.length < operator.length).toBe(true);
  });

  it.each([
    {
      role: 'viewer',
      may: [],
      mayNot: ['/secrets get', '/secrets list', '/secrets watch', '/pods/log get', '/pods delete', '/pods/exec create'],
    },
    {
      role: 'developer',
      may: ['/pods/log get', '/pods/portforward create', '/pods delete'],
      mayNot: ['/secrets get', '/pods/exec create'],
    },
    {
      role: 'operator',
      may: ['/secrets get', '/pods/exec create', 'apps/statefulsets/scale patch'],
      mayNot: ['/secrets update', 'apps/deployments patch'],
    },
  ] as const)('$role may $may and may not $mayNot', ({ role, may, mayNot }) => {
    const held = grants(peopleRoles[role]);
    expect(held).toEqual(expect.arrayContaining([...may]));
    expect(held.filter((grant) => (mayNot as readonly string[]).includes(grant))).toEqual([]);
  });

  it('viewer changes nothing', () => {
    expect(grants(peopleRoles.viewer).filter(writes)).toEqual([]);
  });

  it.each(roles)('%s writes no pod template: whoever does reads the Secrets it mounts', (role) => {
    const templates = /^(apps|batch)\/(daemonsets|deployments|statefulsets|replicasets|cronjobs) |^\/pods (create|patch|update)/;
    expect(grants(peopleRoles[role]).filter((grant) => writes(grant) && templates.test(grant))).toEqual([]);
  });
});

describe('rolesUnit', () => {
  const objects = objectsOf(rolesUnit(sampleCluster()));

  it('gives nothing by itself: cluster roles without a binding', () => {
    expect([...new Set(objects.map(({ kind }) => kind))]).toEqual(['ClusterRole']);
    expect(objects.map(({ metadata }) => metadata.name).sort()).toEqual(
      [...Object.keys(unitRoles).map((role) => unitRoleName(role as keyof typeof unitRoles)), ...roles.map(peopleRoleName)].sort(),
    );
  });

  it.each(objects.map((object: Any) => [object.metadata.name, object] as const))('%s has no wildcard', (_, object) => {
    expect(JSON.stringify(object.rules)).not.toContain('*');
    for (const rule of object.rules) expect(rule.nonResourceURLs).toBeUndefined();
  });
});
