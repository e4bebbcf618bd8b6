import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseYaml } from '../inventory/yaml-file';
import { dataOf, SourceError } from '../source-file';
import { type Manifest, monitored, observabilityNamespace } from './manifest';

/** Folder of the alert files, relative to the repository: one file a topic, in Prometheus' own format. */
export const alertFolder = 'charts-src/observability/alerts';

export interface RecordingRule {
  readonly record: string;
  readonly expr: string;
}

export interface AlertRule {
  readonly alert: string;
  readonly expr: string;
  /** Prometheus duration, for example `15m`. */
  readonly for: string;
  readonly labels: Readonly<Record<string, string>>;
  /** `runbook` names a file of runbooks/ without its ending. */
  readonly annotations: Readonly<Record<string, string>>;
}

export type Rule = RecordingRule | AlertRule;

export interface AlertFile {
  /** File name without its ending. */
  readonly topic: string;
  readonly groups: readonly { readonly name: string; readonly rules: readonly Rule[] }[];
}

/** Where runbooks are read: the address of the repository and the branch that the cluster follows. */
export interface RunbookSource {
  readonly gitUrl: string;
  readonly branch: string;
}

/** Every alert file below {@link alertFolder} of the repository at `root`, sorted by topic. Throws {@link SourceError} for a file of another form. */
export function loadAlerts(root: string): AlertFile[] {
  return readdirSync(join(root, alertFolder))
    .filter((file) => file.endsWith('.yaml') && !file.endsWith('.test.yaml'))
    .sort()
    .map((file) => parseAlerts(file, readFileSync(join(root, alertFolder, file), 'utf8')));
}

/** One alert file. Throws {@link SourceError} that names the file and what is missing. */
export function parseAlerts(file: string, text: string): AlertFile {
  const path = `${alertFolder}/${file}`;
  const refuse = (what: string): never => {
    throw new SourceError(`${path}: ${what}`);
  };
  const groups = (dataOf(parseYaml(path, text)) as { groups?: AlertFile['groups'] } | null)?.groups;
  if (!Array.isArray(groups)) return refuse('must have a list "groups"');
  for (const group of groups as readonly (AlertFile['groups'][number] | null)[]) {
    const { name, rules } = group ?? refuse('a group must have a name and a list "rules"');
    if (!Array.isArray(rules)) return refuse(`group ${name} must have a list "rules"`);
    for (const rule of rules as readonly (Rule | null)[])
      if (typeof rule !== 'object' || rule === null || (!isAlert(rule) && rule.record === undefined))
        refuse(`a rule of group ${name} must be an alert or a record`);
  }
  return { topic: file.slice(0, -'.yaml'.length), groups };
}

export const isAlert = (rule: Rule): rule is AlertRule => 'alert' in rule;

export const alertsOf = (file: AlertFile): AlertRule[] => file.groups.flatMap(({ rules }) => rules.filter(isAlert));

/** The PrometheusRule of one topic; `runbook` has become the address at which people read it. */
export function prometheusRule({ topic, groups }: AlertFile, source: RunbookSource): Manifest {
  return {
    apiVersion: 'monitoring.coreos.com/v1',
    kind: 'PrometheusRule',
    metadata: { name: topic, namespace: observabilityNamespace, labels: monitored },
    spec: {
      groups: groups.map(({ name, rules }) => ({ name, rules: rules.map((rule) => (isAlert(rule) ? withRunbook(rule, source) : rule)) })),
    },
  };
}

function withRunbook(rule: AlertRule, { gitUrl, branch }: RunbookSource): AlertRule {
  const { runbook, ...annotations } = rule.annotations;
  return { ...rule, annotations: { ...annotations, runbook_url: `${gitUrl}/blob/${branch}/runbooks/${runbook}.md` } };
}
