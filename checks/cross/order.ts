import { bootstrapSecrets, platformServiceAccount } from '../../charts-src/flux/sync';
import { fluxNamespace, unitName } from '../../charts-src/guardrails/unit-names';
import { secretNeeds } from '../../charts-src/secret-needs';
import type { RenderedUnit } from '../../charts-src/tree/render';
import { type ClusterContext, type CrossCheck, finder } from '../context';
import type { Finding } from '../finding';
import { podTemplates } from '../pods';
import { usesOf } from '../uses';
import { closure, graphOf } from './dependencies';
import { releaseSecrets } from './release-secrets';
import { claimsOf } from './volumes';

const find = finder('order');

/** There before Flux applies anything: Kubernetes' own namespaces and what a bootstrap brings. */
const first = {
  namespaces: ['default', 'kube-system', fluxNamespace],
  accounts: [platformServiceAccount],
  secrets: bootstrapSecrets,
};

/** What must be there before a unit can be applied or become ready, and the unit that brings it. */
interface Need {
  readonly what: string;
  readonly unit: string | undefined;
}

/** A unit waits for the units that bring its namespaces, its account, its classes of storage and its encrypted Secrets. */
export const order: CrossCheck = (context) => {
  const { cluster, units } = context;
  const graph = graphOf(units);
  const owners = new Map(
    units.flatMap(({ unit, objects }) =>
      objects.map(({ object }) => [`${object.kind}/${object.metadata.namespace ?? ''}/${object.metadata.name}`, unit.name]),
    ),
  );
  return units.flatMap((rendered): Finding[] => {
    const { name } = rendered.unit;
    const reached = closure(graph, name);
    return needsOf(context, rendered, (kind, namespace, named) => owners.get(`${kind}/${namespace}/${named}`))
      .filter(({ unit }) => unit === undefined || !reached.has(unit))
      .map(({ what, unit }) =>
        unit === undefined
          ? find('error', `${cluster.name}/${name}`, `needs ${what}, which no unit brings`, 'add what is missing')
          : find('error', `${cluster.name}/${name}`, `needs ${what}, but does not wait for ${unit}`, `add ${unit} to its dependsOn`),
      );
  });
};

type Owner = (kind: string, namespace: string, name: string) => string | undefined;

function needsOf(context: ClusterContext, { unit, objects }: RenderedUnit, owner: Owner): Need[] {
  const namespaces = unique(objects.map(({ object }) => object.metadata.namespace ?? fluxNamespace));
  const { serviceAccount = platformServiceAccount } = unit.sync;
  const classes = unique(objects.flatMap(({ object }) => claimsOf(object).map(({ storageClass }) => storageClass ?? '(none)')));
  return [
    ...namespaces
      .filter((name) => !first.namespaces.includes(name))
      .map((name) => ({ what: `the Namespace ${name}`, unit: owner('Namespace', '', name) })),
    ...(first.accounts.includes(serviceAccount)
      ? []
      : [{ what: `the ServiceAccount ${serviceAccount}`, unit: owner('ServiceAccount', fluxNamespace, serviceAccount) }]),
    ...classes.map((name) => ({ what: `the StorageClass ${name}`, unit: owner('StorageClass', '', name) })),
    ...encryptedSecrets(context, objects),
  ];
}

/** Secrets of the repository that the unit's pods or releases start with. */
function encryptedSecrets(context: ClusterContext, objects: RenderedUnit['objects']): Need[] {
  const used = [
    ...podTemplates(objects).flatMap((pod) => usesOf(pod).map((use) => ({ ...use, namespace: pod.namespace }))),
    ...releaseSecrets({ objects }).flatMap(({ namespace, uses }) => uses.map((use) => ({ ...use, namespace }))),
  ];
  return secretNeeds(context.cluster)
    .filter(({ need }) => need.origin !== 'external')
    .filter((placed) =>
      used.some(({ kind, name, namespace }) => kind === 'Secret' && name === placed.need.name && namespace === placed.namespace),
    )
    .map(({ namespace, need }) => ({ what: `the Secret ${namespace}/${need.name}`, unit: unitName.secrets(namespace) }));
}

const unique = (names: readonly string[]): string[] => [...new Set(names)].sort();
