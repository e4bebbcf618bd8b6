import { capacityOf, type Resource } from '../capacity';
import type { Fault } from '../fault';
import type { Clusters } from './gaps';

const remedies: Readonly<Record<Resource, string>> = {
  cpu: 'lower requests, retire an environment, or add a node',
  memory: 'lower requests, retire an environment, or add a node',
  storage: 'shrink volumes before they exist, raise storage.overProvisioning knowingly, or add disk',
};

/** What the cluster promises fits on its nodes, rollout surge and restore drills included. */
export function capacityFaults(inventory: Clusters): Fault[] {
  return inventory.clusters.flatMap((cluster) =>
    capacityOf(cluster)
      .filter(({ needed, available }) => needed > available)
      .map(({ resource, words, largest }) =>
        cluster.source.fault(
          'over-capacity',
          ['nodes'],
          `${resource} does not fit: ${words}; the largest is ${largest}`,
          remedies[resource],
        ),
      ),
  );
}
