import { ApiObject } from 'cdk8s';
import type { Cluster } from '../inventory/model';
import type { Unit } from '../unit';
import { compilePolicies, type ValidatingPolicy } from './policies/index';

/** The admission policies of a cluster, compiled from those of `policies/` for its scopes, registries and exceptions. */
export function policiesUnit(cluster: Cluster, base: ReadonlyMap<string, ValidatingPolicy>): Unit {
  return {
    name: 'guardrails/policies',
    sources: [cluster.source.file, 'policies/'],
    dependsOn: ['platform/kyverno'],
    sync: { timeout: '3m' },
    objects: (chart) => {
      const { registries, policies } = cluster.spec;
      const compiled = compilePolicies(base, { registries, scopes: policies.scopes, exceptions: policies.exceptions });
      // The inventory has refused unknown names with their line; what is left is a fault of the code.
      if (!compiled.ok) throw new RangeError(compiled.faults.map(({ message }) => message).join('; '));
      for (const object of compiled.objects) new ApiObject(chart, `${object.kind}-${object.metadata.name}`, { ...object });
    },
  };
}
