import type { Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import type { Cluster } from '../inventory/model';
import type { Unit } from '../unit';
import { environmentLabels, neverPruned, podSecurityLabels } from './labels';

/** A namespace of the platform's own, beside those of the environments. */
export interface PlatformNamespace {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** The first unit: every namespace. None is ever pruned. */
export function namespacesUnit(cluster: Cluster, platform: readonly PlatformNamespace[]): Unit {
  return {
    name: 'namespaces',
    sources: [cluster.source.file, `clusters/${cluster.name}/environments/`],
    dependsOn: [],
    sync: { timeout: '2m' },
    objects: (chart) => {
      for (const { name, labels } of platform) namespace(chart, name, labels);
      for (const { name, kind } of cluster.environments)
        namespace(chart, name, { ...environmentLabels(name, kind), ...podSecurityLabels('restricted') });
    },
  };
}

function namespace(chart: Chart, name: string, labels: Readonly<Record<string, string>>): void {
  new k8s.KubeNamespace(chart, name, { metadata: { name, labels: { ...labels, ...neverPruned } } });
}
