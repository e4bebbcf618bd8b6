import type { Problem } from './finding';

interface NameRule {
  readonly pattern: RegExp;
  /** Characters. */
  readonly longest: number;
  readonly words: string;
}

const label = '[a-z0-9]([-a-z0-9]*[a-z0-9])?';
const dnsLabel: NameRule = { pattern: new RegExp(`^${label}$`), longest: 63, words: 'a DNS label (a-z, 0-9, -)' };
const serviceLabel: NameRule = { pattern: /^[a-z]([-a-z0-9]*[a-z0-9])?$/, longest: 63, words: 'a DNS label that starts with a letter' };
const subdomain: NameRule = { pattern: new RegExp(`^${label}(\\.${label})*$`), longest: 253, words: 'a DNS subdomain (a-z, 0-9, -, .)' };
const pathSegment: NameRule = { pattern: /^(?!\.\.?$)[^/%]+$/, longest: 253, words: 'a path segment (no / or %, not . or ..)' };
/** The controller appends 11 characters to make the name of a Job, which is a label value of its pods. */
const cronJob: NameRule = { ...subdomain, longest: 52 };
/** The name becomes a label value of the pods. */
const job: NameRule = { ...subdomain, longest: 63 };

const rules: Readonly<Record<string, NameRule>> = {
  Namespace: dnsLabel,
  Service: serviceLabel,
  CronJob: cronJob,
  Job: job,
  Role: pathSegment,
  RoleBinding: pathSegment,
  ClusterRole: pathSegment,
  ClusterRoleBinding: pathSegment,
};

export function nameProblems(kind: string, name: unknown): readonly Problem[] {
  return judged('/metadata/name', rules[kind] ?? subdomain, name);
}

export function namespaceProblems(namespace: unknown): readonly Problem[] {
  return judged('/metadata/namespace', dnsLabel, namespace);
}

function judged(path: string, rule: NameRule, name: unknown): readonly Problem[] {
  // Anything but a string is what the schema reports.
  if (typeof name !== 'string' || (rule.pattern.test(name) && name.length <= rule.longest)) return [];
  return [{ path, problem: `must be ${rule.words} of at most ${rule.longest} characters`, value: name }];
}
