import type { KubernetesObject } from '../../../charts-src/tree/objects';
import { type Crd, readCrds } from '../../../tools/schemas/crd';
import { download } from '../../../tools/schemas/modules';
import { crdSources } from '../../../tools/schemas/sources';
import type { Api } from './api';
import { until } from './wait';

/** Every definition in the pinned modules that the schemas are taken from, beside Flux' own, which the tree holds. */
export function publishedDefinitions(root: string): KubernetesObject[] {
  const modules = download(root);
  return crdSources
    .filter(({ install }) => !install)
    .flatMap((source) => {
      const found = modules.get(source.module);
      if (!found) throw new Error(`tools/schemas/go.mod does not pin ${source.module}, which definitions are taken from`);
      return readCrds(found.folder, { ...source, plurals: 'all' }).map(plain);
    });
}

/** A definition without labels and annotations, where some projects publish their charts' templates. */
const plain = ({ apiVersion, kind, metadata: { name }, spec }: Crd): KubernetesObject => ({ apiVersion, kind, metadata: { name }, spec });

/** Waits until the server serves the kind of a definition. */
export async function established(api: Api, name: string): Promise<void> {
  await until(`the definition ${name}`, 120, async () => {
    const { status } = await api.get('apiextensions.k8s.io/v1', 'CustomResourceDefinition', name);
    const conditions: readonly { readonly type: string; readonly status: string }[] = status?.conditions ?? [];
    return conditions.some((condition) => condition.type === 'Established' && condition.status === 'True') || undefined;
  });
}
