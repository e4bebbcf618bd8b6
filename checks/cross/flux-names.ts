import { bootstrapSecrets } from '../../charts-src/flux/sync';
import { type ClusterContext, type CrossCheck, finder } from '../context';
import type { Finding } from '../finding';

const find = finder('flux-names');

interface SourceRef {
  readonly kind: string;
  readonly name: string;
  readonly namespace?: string;
}
interface FluxSpec {
  readonly serviceAccountName?: string;
  readonly path?: string;
  readonly sourceRef?: SourceRef;
  readonly chartRef?: SourceRef;
  readonly chart?: { readonly spec: { readonly sourceRef: SourceRef } };
  readonly secretRef?: { readonly name: string };
  readonly decryption?: { readonly secretRef?: { readonly name: string } };
  readonly dependsOn?: readonly { readonly name: string; readonly namespace?: string }[];
  readonly targetNamespace?: string;
  readonly storageNamespace?: string;
}

/** Every account, source, path, namespace, Secret and unit that an object of Flux names is there. */
export const fluxNames: CrossCheck = (context) =>
  context.objects.flatMap(({ object, file }): Finding[] => {
    if (!object.apiVersion.split('/')[0]?.endsWith('.toolkit.fluxcd.io')) return [];
    const namespace = object.metadata.namespace ?? '';
    return unresolved(context, object.kind, namespace, object.spec as FluxSpec).map((what) =>
      find('error', file, `names ${what}, which nothing provides`, 'mend the name'),
    );
  });

function unresolved({ cluster, units, lookup }: ClusterContext, kind: string, namespace: string, spec: FluxSpec): string[] {
  const object = (of: string, name: string, within = namespace) => (lookup(of, name, within) ? [] : [`the ${of} ${within}/${name}`]);
  const sources = [spec.sourceRef, spec.chartRef, spec.chart?.spec.sourceRef].flatMap((source) => source ?? []);
  const secrets = [spec.secretRef, spec.decryption?.secretRef].flatMap((secret) => secret ?? []);
  const namespaces = [spec.targetNamespace, spec.storageNamespace].flatMap((name) => name ?? []);
  const folders = units.map(({ unit }) => `./${unit.sync.path ?? `generated/${cluster.name}/${unit.name}`}`);
  return [
    // Without an account Flux would act as its own controller, which may do far more than a unit.
    ...(kind === 'Kustomization' || kind === 'HelmRelease' ? object('ServiceAccount', spec.serviceAccountName ?? '(none)') : []),
    ...sources.flatMap((source) => object(source.kind, source.name, source.namespace)),
    ...secrets.flatMap(({ name }) => (bootstrapSecrets.includes(name) ? [] : object('Secret', name))),
    ...(spec.dependsOn ?? []).flatMap(({ name, namespace: within }) => object(kind, name, within)),
    ...namespaces.flatMap((name) => (name === 'kube-system' || lookup('Namespace', name) ? [] : [`the Namespace ${name}`])),
    ...(kind === 'Kustomization' && !folders.includes(spec.path ?? '') ? [`the path ${spec.path ?? '(none)'}`] : []),
  ];
}
