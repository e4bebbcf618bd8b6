import type { KubernetesObject } from '../../charts-src/tree/objects';
import { type ClusterContext, type CrossCheck, finder } from '../context';
import type { Finding } from '../finding';

const find = finder('volumes');

/** A claim that an object makes, or has others make. */
interface Claim {
  /** How a reader finds it in the object: `the claim`, or the field of a release's values. */
  readonly place: string;
  readonly storageClass: string | undefined;
}
interface ClaimSpec {
  readonly storageClassName?: string;
}

/** Every claim, those of releases among them, is covered by a backup or says why not, and is on a StorageClass that a unit brings. */
export const volumes: CrossCheck = (context) => {
  const { cluster, objects, lookup } = context;
  const classes = objects.flatMap(({ object }) => (object.kind === 'StorageClass' ? [object.metadata.name] : [])).sort();
  return objects.flatMap(({ object, file }): Finding[] => {
    const claims = claimsOf(object);
    const wrong = claims
      .filter(({ storageClass = '' }) => !lookup('StorageClass', storageClass))
      .map(({ storageClass = '(none)', place }) =>
        find('error', file, `${place}names the StorageClass ${storageClass}, which no unit brings`, `choose one of ${classes.join(', ')}`),
      );
    if (claims.length === 0 || isSettled(context, object)) return wrong;
    const environment = cluster.environments.find(({ name }) => name === object.metadata.namespace);
    const field = environment
      ? `backup to ${environment.source.file}`
      : `platform.${object.metadata.name}.backup.excluded to ${cluster.source.file}`;
    return [...wrong, find('error', file, 'is neither saved nor excluded from backups with a reason', `add ${field}`)];
  });
};

function isSettled({ cluster }: ClusterContext, { kind, metadata }: KubernetesObject): boolean {
  if (kind === 'HelmRelease') {
    const component = Object.entries(cluster.spec.platform).find(([name]) => name === metadata.name)?.[1];
    return component !== undefined && 'backup' in component;
  }
  const environment = cluster.environments.find(({ name }) => name === metadata.namespace);
  // Nothing outside an environment and a release makes claims; whatever comes has to say what becomes of its data.
  const backup = environment?.spec.backup;
  return backup?.schedule !== undefined || backup?.excluded !== undefined;
}

/** Claims of an object: itself, or what the values of a release have its operator make. */
export function claimsOf({ kind, spec }: KubernetesObject): Claim[] {
  if (kind === 'PersistentVolumeClaim') return [{ place: '', storageClass: (spec as ClaimSpec).storageClassName }];
  return kind === 'HelmRelease' ? templatesIn((spec as { values?: unknown }).values, 'values') : [];
}

function templatesIn(value: unknown, path: string): Claim[] {
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([field, held]): Claim[] => {
    const place = `${path}.${field}`;
    if (field !== 'volumeClaimTemplate') return templatesIn(held, place);
    return [{ place: `${place} `, storageClass: (held as { spec?: ClaimSpec }).spec?.storageClassName }];
  });
}
