import { isTenant, referencesOf, volumesOf } from '../../workloads/facts';
import type { Fault } from '../fault';
import { type Cluster, type Environment, findWorkload, type Workload } from '../model';
import { suggestion } from '../nearest';
import type { Reference } from '../workload-model';
import type { Clusters, Gaps } from './gaps';

/** StorageClasses that the platform makes. */
export const storageClasses = ['longhorn-db', 'longhorn-files'] as const;

/** What a workload names exists and is of the right kind. */
export function referenceFaults(inventory: Clusters, gaps: Gaps): Fault[] {
  return inventory.clusters.flatMap((cluster) =>
    cluster.environments.flatMap((environment) =>
      environment.workloads.flatMap((workload) => [
        ...referencesOf(workload)
          .filter((reference) => !leadsToGap(gaps, environment, reference))
          .flatMap((reference) => faultOf(cluster, environment, workload, reference)),
        ...classFaults(environment, workload),
      ]),
    ),
  );
}

function leadsToGap({ broken }: Gaps, { cluster, name }: Environment, { environment, workload }: Reference): boolean {
  const target = `${cluster}/${environment ?? name}`;
  return broken.has(target) || broken.has(`${target}/${workload}`);
}

function faultOf(cluster: Cluster, environment: Environment, workload: Workload, reference: Reference): Fault[] {
  const path = ['workloads', workload.name, ...reference.field.split('.')];
  const unknown = (constraint: string, name: string, known: readonly string[]) => [
    environment.source.fault('unknown-reference', path, constraint, suggestion(name, known), name),
  ];
  const target =
    reference.environment === undefined ? environment : cluster.environments.find(({ name }) => name === reference.environment);
  const shared = cluster.environments.filter(({ kind, spec }) => kind === 'shared' && !spec.retired).map(({ name }) => name);
  if (reference.environment !== undefined && !shared.includes(reference.environment))
    return unknown('must be an environment of kind shared that is not retired', reference.environment, shared);
  if (!target) return [];
  const found = findWorkload(target, reference.workload);
  const fits = (candidate: Workload) => reference.kind === '*' || candidate.kind === reference.kind;
  if (!found || !fits(found)) {
    const known = target.workloads.filter((candidate) => fits(candidate) && candidate !== workload).map(({ name }) => name);
    const what = reference.kind === '*' ? 'a workload' : `a ${reference.kind} workload`;
    return unknown(`must be ${what} of ${target.name}`, reference.workload, known);
  }
  if (reference.environment === undefined && isTenant(found))
    return [
      environment.source.fault(
        'unknown-reference',
        path,
        `must be a workload with pods of its own; ${found.name} is a tenant of a shared service`,
        'reach it by its host: to: internet, port: 443',
        reference.workload,
      ),
    ];
  if (found.kind === 'images' && reference.environment !== undefined && (found.spec.tenantOf !== undefined || !found.spec.tenants))
    return [
      environment.source.fault(
        'unknown-reference',
        path,
        `must be an environment whose ${found.name} serves tenants`,
        `set tenants: true there, or choose another environment`,
        reference.environment,
      ),
    ];
  if (workload.kind === 'xwiki' && found.kind === 'mysql' && !found.spec.databases.includes(workload.spec.database.name))
    return [
      environment.source.fault(
        'unknown-reference',
        ['workloads', workload.name, 'database', 'name'],
        `must be one of the databases of ${found.name}`,
        suggestion(workload.spec.database.name, found.spec.databases),
        workload.spec.database.name,
      ),
    ];
  return [];
}

function classFaults(environment: Environment, workload: Workload): Fault[] {
  return volumesOf(workload)
    .filter(({ storageClass }) => !(storageClasses as readonly string[]).includes(storageClass))
    .map(({ storageClass }) =>
      environment.source.fault(
        'unknown-reference',
        ['workloads', workload.name, 'storageClass'],
        'must be a StorageClass of the platform',
        suggestion(storageClass, storageClasses),
        storageClass,
      ),
    );
}
