import { isRecord, type Problem } from './finding';
import { labelProblems } from './labels';
import { nameProblems, namespaceProblems } from './names';

/** What the API server asks of an object's metadata beyond its schema. */
export function identityProblems(object: Readonly<Record<string, unknown>>, kind: string, namespaced: boolean): readonly Problem[] {
  const metadata = object.metadata;
  if (!isRecord(metadata)) return [{ path: '/metadata', problem: 'must be given, with a name', value: metadata }];
  return [
    ...(metadata.name === undefined
      ? [{ path: '/metadata/name', problem: 'must be given: a generated name is another one on every apply' }]
      : []),
    ...nameProblems(kind, metadata.name),
    ...scopeProblems(metadata.namespace, kind, namespaced),
    ...labelProblems(object),
  ];
}

function scopeProblems(namespace: unknown, kind: string, namespaced: boolean): readonly Problem[] {
  const path = '/metadata/namespace';
  if (namespaced && namespace === undefined) return [{ path, problem: `must be given: ${kind} is a namespaced kind` }];
  if (!namespaced && namespace !== undefined) return [{ path, problem: `must be absent: ${kind} is cluster-scoped`, value: namespace }];
  return namespaceProblems(namespace);
}
