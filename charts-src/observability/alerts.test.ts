import { join } from 'node:path';
import { schemaFindings } from '../../checks/schemas';
import { alertsOf, isAlert, loadAlerts, parseAlerts, prometheusRule } from './alerts';
import { expectedSuccess } from './expected-success';

const root = join(__dirname, '../..');
const source = { gitUrl: 'https://git.example/platform', branch: 'main' };

describe('loadAlerts', () => {
  it('finds every topic by its file name, sorted', () => {
    expect(loadAlerts(root).map(({ topic }) => topic)).toEqual([
      'certificates',
      'cronjobs',
      'flux',
      'ingress',
      'kyverno',
      'longhorn',
      'mysql',
      'nodes',
      'prometheus',
      'volumes',
      'xwiki',
    ]);
  });
});

describe('parseAlerts', () => {
  it.each([
    ['an empty file', '', 'must have a list "groups"'],
    ['a group without rules', 'groups: [{ name: a }]', 'must have a list "rules"'],
    ['text that is no YAML', 'groups: [', 'mysql.yaml:1:10: is no valid YAML'],
    ['an empty group', 'groups: [null]', 'must have a name'],
    ['an empty rule', 'groups: [{ name: a, rules: [null] }]', 'must be an alert or a record'],
    ['a rule that is text', 'groups: [{ name: a, rules: [up] }]', 'must be an alert or a record'],
    ['a rule that is neither', 'groups: [{ name: a, rules: [{ expr: up }] }]', 'must be an alert or a record'],
  ])('refuses %s, naming the file', (_, text, message) => {
    expect(() => parseAlerts('mysql.yaml', text)).toThrow(message);
    expect(() => parseAlerts('mysql.yaml', text)).toThrow('alerts/mysql.yaml');
  });
});

describe('prometheusRule', () => {
  const rules = loadAlerts(root).map((file) => prometheusRule(file, source));

  it('gives objects that the CRD takes', () => {
    const findings = schemaFindings(
      rules.map((object) => ({ object: object as never })),
      root,
    );
    expect(findings).toEqual([]);
  });

  it('turns the name of a runbook into its address', () => {
    const [file] = loadAlerts(root);
    if (!file) throw new Error('no alert file');
    const rule = prometheusRule(file, source).spec as { groups: { rules: { annotations: Record<string, string> }[] }[] };
    expect(rule.groups[0]?.rules[0]?.annotations).toMatchObject({
      runbook_url: 'https://git.example/platform/blob/main/runbooks/certificate-expiry.md',
    });
    expect(JSON.stringify(rules)).not.toContain('"runbook":');
  });

  it('keeps recording rules as they are', () => {
    const recorded = loadAlerts(root).flatMap(({ groups }) => groups.flatMap((group) => group.rules.filter((rule) => !isAlert(rule))));
    for (const rule of recorded) expect(JSON.stringify(rules)).toContain(JSON.stringify(rule));
  });
});

it('the limits of CronJobTooOld are those of expectedSuccess', () => {
  const text = JSON.stringify(loadAlerts(root).find(({ topic }) => topic === 'cronjobs'));
  for (const [period, seconds] of Object.entries(expectedSuccess))
    expect(text).toContain(`annotation_platform_o4g_expected_success=\\"${period}\\"}) * ${seconds}`);
});

it('every group has the name of its file, and holds an alert', () => {
  for (const file of loadAlerts(root)) {
    expect(file.groups.map(({ name }) => name)).toEqual([file.topic]);
    expect(alertsOf(file).length).toBeGreaterThan(0);
  }
});
