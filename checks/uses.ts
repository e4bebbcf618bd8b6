import type { k8s } from 'cdk8s-plus-28';
import { containersOf, type PodTemplate } from './pods';

/** An object that another one names, and the key of it where one is named. */
export interface Use {
  readonly kind: 'Secret' | 'ConfigMap' | 'PersistentVolumeClaim' | 'ServiceAccount';
  readonly name: string;
  readonly key?: string;
}

/** What a pod names in its own namespace. */
export function usesOf({ spec }: PodTemplate): Use[] {
  const volumes = (spec.volumes ?? []).flatMap(fromVolume);
  const env = containersOf(spec).flatMap((container) => (container.env ?? []).flatMap(({ valueFrom }) => fromEnv(valueFrom)));
  const whole = containersOf(spec).flatMap((container) =>
    (container.envFrom ?? []).flatMap(({ secretRef, configMapRef }) => [
      ...uses('Secret', secretRef?.name),
      ...uses('ConfigMap', configMapRef?.name),
    ]),
  );
  const pull = (spec.imagePullSecrets ?? []).flatMap(({ name }) => uses('Secret', name));
  return [...volumes, ...env, ...whole, ...pull, ...uses('ServiceAccount', spec.serviceAccountName)];
}

/** The object itself, and each key that is asked of it. */
function uses(kind: Use['kind'], name: string | undefined, items: readonly { readonly key: string }[] = []): Use[] {
  return name === undefined ? [] : [{ kind, name }, ...items.map(({ key }) => ({ kind, name, key }))];
}

function fromVolume({ secret, configMap, projected, persistentVolumeClaim }: k8s.Volume): Use[] {
  return [
    ...uses('Secret', secret?.secretName, secret?.items),
    ...uses('ConfigMap', configMap?.name, configMap?.items),
    ...(projected?.sources ?? []).flatMap((source) => [
      ...uses('Secret', source.secret?.name, source.secret?.items),
      ...uses('ConfigMap', source.configMap?.name, source.configMap?.items),
    ]),
    ...uses('PersistentVolumeClaim', persistentVolumeClaim?.claimName),
  ];
}

function fromEnv({ secretKeyRef, configMapKeyRef }: k8s.EnvVarSource = {}): Use[] {
  return [
    ...(secretKeyRef ? uses('Secret', secretKeyRef.name, [secretKeyRef]) : []),
    ...(configMapKeyRef ? uses('ConfigMap', configMapKeyRef.name, [configMapKeyRef]) : []),
  ];
}
