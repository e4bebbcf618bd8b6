import type { Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';

/**
 * A class whose volumes outlive their claims and are bound at once: a claim that waits for its first pod would keep the unit of a
 * scaled-down workload unready.
 */
export function storageClass(chart: Chart, name: string, provisioner: string, parameters?: Readonly<Record<string, string>>): void {
  new k8s.KubeStorageClass(chart, name, {
    metadata: {
      name,
      // The API server lets nothing of a class be changed. Made anew it touches no volume.
      annotations: { 'kustomize.toolkit.fluxcd.io/force': 'enabled' },
    },
    provisioner,
    reclaimPolicy: 'Retain',
    volumeBindingMode: 'Immediate',
    ...(parameters ? { allowVolumeExpansion: true, parameters: { ...parameters } } : {}),
  });
}
