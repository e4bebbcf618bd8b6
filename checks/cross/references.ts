import { type PlacedNeed, secretNeeds } from '../../charts-src/secret-needs';
import { type ClusterContext, type CrossCheck, finder } from '../context';
import type { Finding } from '../finding';
import { type Use, usesOf } from '../uses';
import { releaseSecrets } from './release-secrets';

const find = finder('references');

/**
 * Every Secret, ConfigMap, claim and service account that a pod or the values of a release name exists, and has the keys that
 * they ask for: rendered, encrypted, or declared by its workload.
 */
export const references: CrossCheck = (context) => {
  const needs = secretNeeds(context.cluster);
  const judge = (file: string, namespace: string, uses: readonly Use[]) =>
    distinct(uses)
      .flatMap((use) => problems(context, needs, namespace, use))
      .map(([says, remedy]) => find('error', file, says, remedy));
  return [
    ...context.pods.flatMap((pod): Finding[] => judge(pod.file, pod.namespace, usesOf(pod))),
    ...releaseSecrets(context).flatMap(({ file, namespace, uses }) => judge(file, namespace, uses)),
  ];
};

/** A container may name one Secret in several places; a fault of it is told once. */
function distinct(uses: readonly Use[]): Use[] {
  return [...new Map(uses.map((use) => [`${use.kind}/${use.name}/${use.key ?? ''}`, use])).values()];
}

function problems(
  { lookup }: ClusterContext,
  needs: readonly PlacedNeed[],
  namespace: string,
  { kind, name, key }: Use,
): [says: string, remedy: string][] {
  const object = lookup(kind, name, namespace);
  const need = kind === 'Secret' ? needs.find((placed) => placed.namespace === namespace && placed.need.name === name)?.need : undefined;
  const isDefault = kind === 'ServiceAccount' && name === 'default';
  const place = `${kind} ${namespace}/${name}`;
  if (object === undefined && need === undefined && !isDefault)
    // Once for the object; its keys go without saying.
    return key === undefined ? [[`names the ${place}, which nothing provides`, 'declare it by the workload, or mend the name']] : [];
  const keys = kind === 'ConfigMap' ? Object.keys((object?.data as object | undefined) ?? {}) : need?.keys;
  if (key === undefined || keys === undefined || keys.includes(key)) return [];
  return [[`names the key ${key} of the ${place}, which has only ${keys.join(', ')}`, 'mend the key']];
}
