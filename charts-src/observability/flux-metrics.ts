interface FluxKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly plural: string;
}

/** HelmRepositories are left out: those of OCI registries never get a condition, and the HelmCharts made from them tell more. */
export const fluxKinds: readonly FluxKind[] = [
  { group: 'helm.toolkit.fluxcd.io', version: 'v2', kind: 'HelmRelease', plural: 'helmreleases' },
  { group: 'kustomize.toolkit.fluxcd.io', version: 'v1', kind: 'Kustomization', plural: 'kustomizations' },
  { group: 'source.toolkit.fluxcd.io', version: 'v1', kind: 'GitRepository', plural: 'gitrepositories' },
  { group: 'source.toolkit.fluxcd.io', version: 'v1', kind: 'HelmChart', plural: 'helmcharts' },
  { group: 'source.toolkit.fluxcd.io', version: 'v1', kind: 'OCIRepository', plural: 'ocirepositories' },
];

/**
 * Values of the kube-state-metrics chart that make it export `gotk_resource_info`, the state of Flux's objects: Flux's controllers
 * themselves export only how long they reconcile. Revisions are left out, since each would begin a new series.
 */
export function fluxMetricsValues(): object {
  return {
    customResourceState: {
      enabled: true,
      config: { kind: 'CustomResourceStateMetrics', spec: { resources: fluxKinds.map(resource) } },
    },
    rbac: {
      extraRules: [...new Set(fluxKinds.map(({ group }) => group))].map((group) => ({
        apiGroups: [group],
        resources: fluxKinds.filter((kind) => kind.group === group).map(({ plural }) => plural),
        verbs: ['list', 'watch'],
      })),
    },
  };
}

function resource({ group, version, kind }: FluxKind): object {
  return {
    groupVersionKind: { group, version, kind },
    metricNamePrefix: 'gotk',
    metrics: [
      {
        name: 'resource_info',
        help: `The state of a Flux ${kind}.`,
        each: { type: 'Info', info: { labelsFromPath: { name: ['metadata', 'name'] } } },
        labelsFromPath: {
          namespace: ['metadata', 'namespace'],
          ready: ['status', 'conditions', '[type=Ready]', 'status'],
          suspended: ['spec', 'suspend'],
        },
      },
    ],
  };
}
