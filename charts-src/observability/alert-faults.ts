import { type AlertFile, type AlertRule, alertsOf } from './alerts';

/** A promtool test file, as far as it is looked at here. */
export interface AlertTestFile {
  readonly topic: string;
  readonly tests: readonly {
    readonly alert_rule_test?: readonly { readonly alertname: string; readonly exp_alerts?: readonly unknown[] | null }[];
  }[];
}

export const severities = ['critical', 'info', 'warning'] as const;

/**
 * What is wrong with a set of alerts: fields that a person who is woken needs, names, runbooks that do not exist, and alerts without
 * a promtool case that fires and one that stays silent. Sorted; empty when all is well.
 */
export function alertFaults(files: readonly AlertFile[], tests: readonly AlertTestFile[], runbooks: readonly string[]): string[] {
  const topics = new Map<string, string>();
  const faults: string[] = [];
  for (const file of files)
    for (const rule of alertsOf(file)) {
      const at = `${file.topic}.yaml, ${rule.alert}`;
      const other = topics.get(rule.alert);
      if (other !== undefined) faults.push(`${at}: an alert of that name is already in ${other}.yaml`);
      topics.set(rule.alert, file.topic);
      for (const fault of [...ruleFaults(rule, runbooks), ...caseFaults(rule, tests)]) faults.push(`${at}: ${fault}`);
    }
  return faults.sort();
}

function ruleFaults(rule: AlertRule, runbooks: readonly string[]): string[] {
  const { severity } = rule.labels ?? {};
  const { summary, description, runbook } = rule.annotations ?? {};
  const faults: string[] = [];
  if (!severities.some((known) => known === severity))
    faults.push(`label severity must be one of ${severities.join(', ')}; it is ${severity}`);
  if (rule.for === undefined) faults.push('"for" is missing: one bad scrape must not wake anybody');
  if (!summary) faults.push('annotation summary is missing');
  if (!description) faults.push('annotation description is missing');
  // absent() has no labels to tell.
  else if (!description.includes('$labels') && !rule.expr.startsWith('absent('))
    faults.push('annotation description must say with {{ $labels }} which object is meant');
  if (runbook === undefined) faults.push('annotation runbook is missing');
  else if (!runbooks.includes(runbook)) faults.push(`runbooks/${runbook}.md does not exist`);
  return faults;
}

function caseFaults({ alert }: AlertRule, tests: readonly AlertTestFile[]): string[] {
  const cases = tests
    .flatMap((file) => file.tests.flatMap((test) => test.alert_rule_test ?? []))
    .filter(({ alertname }) => alertname === alert);
  const fires = cases.filter(({ exp_alerts }) => (exp_alerts ?? []).length > 0).length;
  return [
    ...(fires === 0 ? ['no promtool case in which it fires'] : []),
    ...(fires === cases.length ? ['no promtool case in which it stays silent'] : []),
  ];
}
