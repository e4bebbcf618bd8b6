import type { EnvironmentKind } from '../inventory/schema/environment';

/** Prefix of all labels and annotations that are the platform's own. */
export const prefix = 'platform.o4g';

export type PodSecurity = 'restricted' | 'baseline' | 'privileged';

/** Pod Security Admission: what is enforced, and what is reported beyond it. */
export const podSecurityLabels = (level: PodSecurity): Record<string, string> => ({
  'pod-security.kubernetes.io/enforce': level,
  'pod-security.kubernetes.io/audit': 'restricted',
  'pod-security.kubernetes.io/warn': 'restricted',
});

/** Objects with this label are never pruned by Flux: what holds data or credentials outlives a slip in Git. */
export const neverPruned = { 'kustomize.toolkit.fluxcd.io/prune': 'disabled' } as const;

export const environmentLabels = (name: string, kind: EnvironmentKind): Record<string, string> => ({
  environment: name,
  [`${prefix}/environment-kind`]: kind,
});

/** Labels that select the pods of one workload; they never change, since selectors are immutable. */
export const workloadSelector = (kind: string, name: string): Record<string, string> => ({
  'app.kubernetes.io/name': kind,
  'app.kubernetes.io/instance': name,
});

export const workloadLabels = (kind: string, name: string, environment: string): Record<string, string> => ({
  ...workloadSelector(kind, name),
  'app.kubernetes.io/part-of': environment,
  'app.kubernetes.io/managed-by': 'platform',
});
