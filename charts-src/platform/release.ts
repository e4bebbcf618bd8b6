import { ApiObject, type Chart } from 'cdk8s';
import { platformServiceAccount } from '../flux/sync';
import { fluxNamespace } from '../guardrails/unit-names';
import type { Cluster } from '../inventory/model';
import type { Component } from './component';

/** How often Flux looks whether the release has drifted, and whether its source has moved. */
const interval = '30m';

/**
 * The chart's source and its HelmRelease. Both stand in flux-system, where the account that may do everything lives; the release
 * goes to the component's namespace.
 */
export function helmRelease(chart: Chart, cluster: Cluster, component: Component): void {
  const { name } = component;
  const track = cluster.catalogue.charts[name];
  const version = cluster.spec.platform[name]?.version;
  if (!track || version === undefined) throw new RangeError(`no chart and version for ${name}`);
  const isOci = track.repository.startsWith('oci://');
  const metadata = { name, namespace: fluxNamespace };
  new ApiObject(chart, `${name}-source`, {
    apiVersion: 'source.toolkit.fluxcd.io/v1',
    ...(isOci
      ? {
          kind: 'OCIRepository',
          metadata,
          spec: {
            url: `${track.repository}/${track.chart}`,
            ref: { tag: version },
            interval,
            layerSelector: { mediaType: 'application/vnd.cncf.helm.chart.content.v1.tar+gzip', operation: 'copy' },
          },
        }
      : { kind: 'HelmRepository', metadata, spec: { url: track.repository, interval } }),
  });
  const [{ name: namespace }] = component.namespaces;
  new ApiObject(chart, `${name}-release`, {
    apiVersion: 'helm.toolkit.fluxcd.io/v2',
    kind: 'HelmRelease',
    metadata,
    spec: {
      ...(isOci
        ? { chartRef: { kind: 'OCIRepository', name } }
        : { chart: { spec: { chart: track.chart, version, interval, sourceRef: { kind: 'HelmRepository', name } } } }),
      releaseName: name,
      targetNamespace: namespace,
      storageNamespace: namespace,
      serviceAccountName: platformServiceAccount,
      interval,
      timeout: component.timeout ?? '10m',
      driftDetection: { mode: 'enabled' },
      install: { crds: 'CreateReplace', createNamespace: false, remediation: { retries: 3 } },
      upgrade: { crds: 'CreateReplace', cleanupOnFail: true, remediation: { retries: 3, strategy: 'rollback' } },
      values: component.values(cluster),
    },
  });
}
