import { compilePolicies, loadPolicies, type PolicyData } from '../../charts-src/guardrails/policies';
import type { KubernetesObject } from '../../charts-src/tree/objects';

/** The repository: jest runs at its root. */
export const root = process.cwd();

/** The base policies compiled with data that these tests make up. */
export function compiled(data: Partial<PolicyData> = {}): readonly KubernetesObject[] {
  const result = compilePolicies(loadPolicies(root), {
    registries: ['registry.example/', 'docker.io/library/'],
    scopes: [],
    exceptions: [],
    ...data,
  });
  if (!result.ok) throw new Error(result.faults.map(({ field, message }) => `${field}: ${message}`).join('\n'));
  return result.objects;
}
