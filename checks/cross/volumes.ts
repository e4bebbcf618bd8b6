import { type CrossCheck, finder } from '../context';
import type { Finding } from '../finding';

const find = finder('volumes');

/** Every claim of an environment is covered by a backup or says why not; every StorageClass that a claim names is rendered. */
export const volumes: CrossCheck = ({ cluster, objects }) => {
  const classes = new Set(objects.filter(({ object }) => object.kind === 'StorageClass').map(({ object }) => object.metadata.name));
  const environments = new Map(cluster.environments.map((environment) => [environment.name, environment]));
  return objects.flatMap(({ object, file }): Finding[] => {
    if (object.kind !== 'PersistentVolumeClaim') return [];
    const found: Finding[] = [];
    const { storageClassName } = object.spec as { storageClassName?: string };
    if (storageClassName === undefined || !classes.has(storageClassName))
      found.push(
        find(
          'error',
          file,
          `names the StorageClass ${storageClassName ?? '(none)'}, which no unit brings`,
          `choose one of ${[...classes].sort().join(', ')}`,
        ),
      );
    const environment = environments.get(object.metadata.namespace ?? '');
    const backup = environment?.spec.backup;
    if (environment && backup?.schedule === undefined && backup?.excluded === undefined)
      found.push(
        find('error', file, 'is neither saved nor excluded from backups with a reason', `add backup to ${environment.source.file}`),
      );
    return found;
  });
};
