import { serviceAccountName, unitName } from '../guardrails/unit-names';
import type { Cluster, Environment } from '../inventory/model';
import type { Unit } from '../unit';
import { addWorkload } from './constructs';
import { isTenant, secretsOf, volumesOf } from './facts';

/** Above the longest start of any workload (XWiki: 11 minutes, its progress deadline: 15), so that Flux does not give up first. */
const timeout = '20m';

/** Encrypted secrets that the workloads of an environment need; without any, the unit is left out. */
export const needsSecrets = (environment: Environment): boolean =>
  environment.workloads.some((workload) => secretsOf(workload).some(({ origin }) => origin !== 'external'));

/** The workloads of one environment. It waits for its own guardrails, secrets and storage, and for nothing else. */
export function environmentUnit(cluster: Cluster, environment: Environment): Unit {
  const storage = environment.workloads.some((workload) => volumesOf(workload).length > 0);
  return {
    name: unitName.environment(environment.name),
    sources: [cluster.source.file, environment.source.file],
    dependsOn: [
      unitName.guardrails(environment.name),
      ...(needsSecrets(environment) ? [unitName.secrets(environment.name)] : []),
      ...(storage ? [storageUnit(cluster)] : []),
    ],
    namespace: environment.name,
    sync: { timeout, serviceAccount: serviceAccountName('environment', environment.name) },
    objects: (chart) => {
      for (const workload of environment.workloads) if (!isTenant(workload)) addWorkload({ chart, cluster, environment }, workload);
    },
  };
}

/** The unit that brings the StorageClasses. */
const storageUnit = (cluster: Cluster): string =>
  cluster.spec.storage.provider === 'longhorn' ? 'platform/longhorn-config' : 'platform/storage';

/** Encrypted files of an environment; Flux decrypts them, nothing here reads them. */
export function secretsUnit(cluster: Cluster, environment: Environment): Unit[] {
  if (!needsSecrets(environment)) return [];
  return [
    {
      name: unitName.secrets(environment.name),
      sources: [`clusters/${cluster.name}/secrets/${environment.name}/`],
      dependsOn: [unitName.guardrails(environment.name)],
      namespace: environment.name,
      sync: {
        timeout: '2m',
        decrypt: true,
        serviceAccount: serviceAccountName('secrets', environment.name),
        path: `clusters/${cluster.name}/secrets/${environment.name}`,
      },
    },
  ];
}
