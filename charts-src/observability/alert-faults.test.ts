import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { type AlertTestFile, alertFaults } from './alert-faults';
import { loadAlertTests } from './alert-tests';
import { type AlertFile, type AlertRule, loadAlerts } from './alerts';

const root = join(__dirname, '../..');
const runbooks = readdirSync(join(root, 'runbooks')).map((file) => file.replace(/\.md$/, ''));

const rule: AlertRule = {
  alert: 'MysqlDown',
  expr: 'mysql_up == 0',
  for: '3m',
  labels: { severity: 'critical' },
  annotations: { summary: 'Down.', description: '{{ $labels.service }} is down.', runbook: 'mysql-down' },
};
const file = (...rules: AlertRule[]): AlertFile => ({ topic: 'mysql', groups: [{ name: 'mysql', rules }] });
const tests = (...cases: [string, number][]): AlertTestFile[] => [
  { topic: 'mysql', tests: [{ alert_rule_test: cases.map(([alertname, n]) => ({ alertname, exp_alerts: Array(n).fill({}) })) }] },
];
const both = tests(['MysqlDown', 1], ['MysqlDown', 0]);

describe('alertFaults', () => {
  it('finds nothing in the alerts of the platform', () => {
    expect(alertFaults(loadAlerts(root), loadAlertTests(root), runbooks)).toEqual([]);
  });

  it('finds nothing in a sound alert', () => {
    expect(alertFaults([file(rule)], both, ['mysql-down'])).toEqual([]);
  });

  const { runbook, ...withoutRunbook } = rule.annotations;
  it.each<[string, AlertFile[], AlertTestFile[], string]>([
    ['a severity nobody routes', [file({ ...rule, labels: { severity: 'page' } })], both, 'severity must be one of'],
    ['no severity', [file({ ...rule, labels: {} })], both, 'severity must be one of'],
    ['no "for"', [file({ ...rule, for: undefined } as never)], both, '"for" is missing'],
    ['no summary', [file({ ...rule, annotations: { ...rule.annotations, summary: '' } })], both, 'summary is missing'],
    ['no description', [file({ ...rule, annotations: { ...rule.annotations, description: '' } })], both, 'description is missing'],
    ['a description of no object', [file({ ...rule, annotations: { ...rule.annotations, description: 'Down.' } })], both, 'which object'],
    ['no runbook', [file({ ...rule, annotations: withoutRunbook })], both, 'annotation runbook is missing'],
    [
      'a runbook that is not there',
      [file({ ...rule, annotations: { ...rule.annotations, runbook: 'gone' } })],
      both,
      'runbooks/gone.md does not exist',
    ],
    ['a name that is taken', [file(rule), { ...file(rule), topic: 'other' }], both, 'already in mysql.yaml'],
    ['no case at all', [file(rule)], [], 'no promtool case in which it fires'],
    ['no case that fires', [file(rule)], tests(['MysqlDown', 0]), 'no promtool case in which it fires'],
    ['no silent case', [file(rule)], tests(['MysqlDown', 1]), 'stays silent'],
    ['the case of another alert only', [file(rule)], tests(['Other', 1], ['Other', 0]), 'no promtool case in which it fires'],
  ])('tells of %s', (_, files, cases, fault) => {
    expect(alertFaults(files, cases, ['mysql-down'])).toContainEqual(expect.stringContaining(fault));
  });

  it('asks no object of an alert about metrics that are absent', () => {
    const absent = { ...rule, expr: 'absent(mysql_up)', annotations: { ...rule.annotations, description: 'Nothing is scraped.' } };
    expect(alertFaults([file(absent)], both, ['mysql-down'])).toEqual([]);
  });
});

it('every case that fires carries the namespace, or says that it concerns the cluster', () => {
  const labels = loadAlertTests(root)
    .flatMap((tested) => tested.tests.flatMap((test) => test.alert_rule_test ?? []))
    .flatMap(({ alertname, exp_alerts }) =>
      (exp_alerts ?? []).map((alert) => ({ alertname, ...(alert as { exp_labels: Record<string, string> }) })),
    );
  const strays = labels.filter(({ exp_labels }) => exp_labels.namespace === undefined && exp_labels.scope !== 'cluster');
  expect(strays).toEqual([]);
});
