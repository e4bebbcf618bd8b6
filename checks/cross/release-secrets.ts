import type { ClusterContext } from '../context';
import type { Use } from '../uses';

/** Where the operator of Prometheus mounts the Secrets that Alertmanager is given: `<folder>/<Secret>/<key>`. */
const mounted = /^\/etc\/alertmanager\/secrets\/([^/]+)\/([^/]+)$/;

/** The Secrets, and their keys, that the values of each HelmRelease name; they lie in the namespace of the release. */
export function releaseSecrets({
  objects,
}: Pick<ClusterContext, 'objects'>): { readonly file: string; readonly namespace: string; readonly uses: Use[] }[] {
  return objects.flatMap(({ object, file }) => {
    if (object.kind !== 'HelmRelease') return [];
    const { targetNamespace, values } = object.spec as { targetNamespace: string; values?: unknown };
    return [{ file, namespace: targetNamespace, uses: secretsIn(values) }];
  });
}

/** Charts name a Secret by `existingSecret` (with its keys beside it), `secretName`, `secrets`, or the path of its mount. */
function secretsIn(value: unknown): Use[] {
  if (typeof value === 'string') {
    const [, name, key] = mounted.exec(value) ?? [];
    return name !== undefined && key !== undefined ? [secret(name), secret(name, key)] : [];
  }
  if (Array.isArray(value)) return value.flatMap(secretsIn);
  if (typeof value !== 'object' || value === null) return [];
  const fields = Object.entries(value as Record<string, unknown>);
  const named = fields.flatMap(([field, held]) => (['existingSecret', 'secretName'].includes(field) && isName(held) ? [held] : []));
  const keys = fields.flatMap(([field, held]) => (field.endsWith('Key') && isName(held) ? [held] : []));
  const listed = fields.flatMap(([field, held]) => (field === 'secrets' && Array.isArray(held) ? held.filter(isName) : []));
  return [
    ...named.flatMap((name) => [secret(name), ...keys.map((key) => secret(name, key))]),
    ...listed.map((name) => secret(name)),
    ...fields.flatMap(([, held]) => secretsIn(held)),
  ];
}

const isName = (value: unknown): value is string => typeof value === 'string' && value !== '';
const secret = (name: string, key?: string): Use => ({ kind: 'Secret', name, ...(key === undefined ? {} : { key }) });
