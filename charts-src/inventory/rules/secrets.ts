import { secretsOf } from '../../workloads/facts';
import type { Fault } from '../fault';
import type { Environment, Workload } from '../model';
import type { SecretNeed } from '../workload-model';
import type { Clusters } from './gaps';

/** A Secret has one origin, and one that a workload keeps to itself is read by nobody else. */
export function secretFaults(inventory: Clusters): Fault[] {
  return inventory.clusters.flatMap(({ environments }) => environments.flatMap(faultsOf));
}

function faultsOf(environment: Environment): Fault[] {
  const needs = environment.workloads.flatMap((workload) => secretsOf(workload).map((need) => ({ workload, need })));
  return environment.workloads.flatMap((workload) => {
    if (workload.kind !== 'service') return [];
    return Object.entries(workload.spec.secrets).flatMap(([variable, { secret, origin }]): Fault[] => {
      const path = ['workloads', workload.name, 'secrets', variable];
      const others = needs.filter(({ workload: other, need }) => other !== workload && need.name === secret);
      const owner = others.find(({ need }) => need.private);
      if (owner)
        return [environment.source.fault('workload-rule', [...path, 'secret'], kept(owner.workload), 'choose a Secret of its own', secret)];
      const different = [...others, ...own(workload, needs)].find(({ need }) => need.name === secret && need.origin !== origin);
      if (!different) return [];
      const constraint = `${different.workload.name} says that the Secret ${secret} is ${different.need.origin}`;
      return [environment.source.fault('workload-rule', [...path, 'origin'], constraint, 'give it one origin everywhere', origin)];
    });
  });
}

const kept = ({ name, kind }: Workload): string => `the ${kind} workload ${name} keeps that Secret to itself`;

/** The first of a service's own variables that name a Secret says where it comes from. */
const own = (workload: Workload, needs: readonly { readonly workload: Workload; readonly need: SecretNeed }[]) =>
  needs.filter((placed) => placed.workload === workload);
