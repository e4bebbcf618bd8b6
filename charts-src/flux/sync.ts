import { ApiObject, type Chart } from 'cdk8s';
import { fluxNamespace, kustomizationName } from '../guardrails/unit-names';
import type { Cluster } from '../inventory/model';
import type { Unit } from '../unit';

/** The one Git source of a cluster. */
const sourceName = 'platform';
/** Units of Flux itself: the entry that a bootstrap applies, and the list of all others. */
export const entryUnitName = 'entry';
export const syncUnitName = 'sync';
/** Service account of units that are not an environment's: it may do everything, so it stands in flux-system alone. */
export const platformServiceAccount = 'platform';

/** Secrets in flux-system that a bootstrap makes: the age key that decrypts, and what a private Git source asks for. */
const ageSecret = 'sops-age';
const gitSecret = 'git-credentials';
export const bootstrapSecrets: readonly string[] = [ageSecret, gitSecret];

/** What a bootstrap applies once Flux runs: the Git source, and one Kustomization that brings all others. */
export function entryUnit(cluster: Cluster): Unit {
  return {
    name: entryUnitName,
    sources: [cluster.source.file],
    dependsOn: [],
    namespace: fluxNamespace,
    sync: { timeout: '2m' },
    objects: (chart) => {
      gitRepository(chart, cluster);
      kustomization(chart, cluster, syncUnit(cluster, []));
    },
  };
}

/** One Kustomization a unit, those of Flux itself among them: the cluster keeps its own entry up to date. */
export function syncUnit(cluster: Cluster, units: readonly Unit[]): Unit {
  return {
    name: syncUnitName,
    sources: [cluster.source.file, `clusters/${cluster.name}/environments/`],
    dependsOn: [],
    namespace: fluxNamespace,
    // It waits for no other unit: Kustomizations are ready in their own time, and one that fails must not hold back the rest.
    sync: { timeout: '2m', wait: false },
    objects: (chart) => {
      for (const unit of units) kustomization(chart, cluster, unit);
    },
  };
}

function gitRepository(chart: Chart, { name, spec }: Cluster): void {
  new ApiObject(chart, 'source', {
    apiVersion: 'source.toolkit.fluxcd.io/v1',
    kind: 'GitRepository',
    metadata: { name: sourceName, namespace: fluxNamespace },
    spec: {
      url: spec.git.url,
      ref: { branch: spec.git.branch },
      interval: spec.git.interval,
      timeout: '60s',
      // Only what this cluster applies: a change of code or of another cluster is a new revision, but the same artifact.
      ignore: `/*\n!/generated\n/generated/*\n!/generated/${name}\n!/clusters\n/clusters/*\n!/clusters/${name}\n/clusters/${name}/*\n!/clusters/${name}/secrets\n`,
      ...(spec.git.credentials === 'external' ? { secretRef: { name: gitSecret } } : {}),
    },
  });
}

function kustomization(chart: Chart, cluster: Cluster, unit: Unit): void {
  const { timeout, serviceAccount, decrypt, path, wait } = unit.sync;
  new ApiObject(chart, `sync-${unit.name}`, {
    apiVersion: 'kustomize.toolkit.fluxcd.io/v1',
    kind: 'Kustomization',
    metadata: { name: kustomizationName(unit.name), namespace: fluxNamespace },
    spec: {
      path: `./${path ?? `generated/${cluster.name}/${unit.name}`}`,
      sourceRef: { kind: 'GitRepository', name: sourceName },
      serviceAccountName: serviceAccount ?? platformServiceAccount,
      interval: '10m',
      retryInterval: '1m',
      timeout,
      prune: true,
      wait: wait ?? true,
      ...(unit.dependsOn.length > 0 ? { dependsOn: [...unit.dependsOn].sort().map((name) => ({ name: kustomizationName(name) })) } : {}),
      ...(decrypt ? { decryption: { provider: 'sops', secretRef: { name: ageSecret } } } : {}),
    },
  });
}
