import type { Cluster } from './inventory/model';
import type { SecretNeed } from './inventory/workload-model';
import { platformSecrets } from './platform/secrets';
import { secretsOfEnvironment } from './workloads/facts';

/** A Secret, the namespace that it must be in, and the data file that asks for it. */
export interface PlacedNeed {
  readonly namespace: string;
  readonly need: SecretNeed;
  readonly source: string;
}

/** Every Secret that a cluster needs: those of its environments' workloads and those of its components. */
export function secretNeeds(cluster: Cluster): PlacedNeed[] {
  const environments = cluster.environments.flatMap((environment) =>
    secretsOfEnvironment(environment).map((need) => ({ namespace: environment.name, need, source: environment.source.file })),
  );
  return [...environments, ...platformSecrets(cluster.spec).map((placed) => ({ ...placed, source: cluster.source.file }))];
}
