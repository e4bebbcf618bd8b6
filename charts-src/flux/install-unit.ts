import { fluxNamespace } from '../guardrails/unit-names';
import type { Cluster } from '../inventory/model';
import type { Unit } from '../unit';
import { type CommittedCrd, fluxInstallObjects } from './install/index';

/** Flux itself. A bootstrap applies it first; from then on the cluster keeps it up to date like everything else. */
export function fluxUnit(cluster: Cluster, crds: readonly CommittedCrd[]): Unit {
  const { networks, git } = cluster.spec;
  return {
    name: 'flux-system',
    sources: [cluster.source.file, 'versions.yaml'],
    dependsOn: [],
    namespace: fluxNamespace,
    sync: { timeout: '5m' },
    objects: (chart) =>
      fluxInstallObjects(chart, {
        catalogue: cluster.catalogue,
        networks,
        environments: cluster.environments.length,
        gitPort: git.url.startsWith('ssh://') ? 22 : 443,
        crds,
      }),
  };
}
