import type { Cluster } from '../inventory/model';
import { storageClasses } from '../inventory/rules/references';
import type { Unit } from '../unit';
import { storageClass } from './storage-class';

/**
 * The StorageClasses of a cluster whose volumes are static host paths: a rehearsal on one machine, which makes the volumes itself.
 * Empty where a provider brings them.
 */
export function localStorageUnits(cluster: Cluster): Unit[] {
  if (cluster.spec.storage.provider !== 'local') return [];
  return [
    {
      name: 'platform/storage',
      sources: [cluster.source.file],
      dependsOn: [],
      sync: { timeout: '2m' },
      objects: (chart) => {
        for (const name of storageClasses) storageClass(chart, name, 'kubernetes.io/no-provisioner');
      },
    },
  ];
}
