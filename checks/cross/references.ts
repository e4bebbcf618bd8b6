import type { k8s } from 'cdk8s-plus-28';
import { secretNeeds } from '../../charts-src/secret-needs';
import { type CrossCheck, finder } from '../context';
import type { Finding } from '../finding';
import { containersOf, type PodTemplate } from '../pods';

const find = finder('references');

interface Use {
  readonly kind: 'Secret' | 'ConfigMap' | 'PersistentVolumeClaim' | 'ServiceAccount';
  readonly name: string;
  readonly key?: string;
}

/** Every Secret, ConfigMap, claim and service account that a pod names exists: rendered, encrypted, or declared by its workload. */
export const references: CrossCheck = ({ cluster, objects, pods }) => {
  const rendered = new Set(objects.map(({ object }) => `${object.kind}/${object.metadata.namespace ?? ''}/${object.metadata.name}`));
  const declared = new Map(secretNeeds(cluster).map(({ namespace, need }) => [`${namespace}/${need.name}`, need.keys]));
  const configKeys = new Map(
    objects
      .filter(({ object }) => object.kind === 'ConfigMap')
      .map(({ object }) => [
        `${object.metadata.namespace}/${object.metadata.name}`,
        Object.keys((object.data as object | undefined) ?? {}),
      ]),
  );
  return pods.flatMap((pod) =>
    usesOf(pod).flatMap(({ kind, name, key }): Finding[] => {
      const place = `${pod.namespace}/${name}`;
      const secretKeys = kind === 'Secret' ? declared.get(place) : undefined;
      const known = rendered.has(`${kind}/${place}`) || secretKeys !== undefined || (kind === 'ServiceAccount' && name === 'default');
      if (!known)
        return [
          find('error', pod.file, `names the ${kind} ${place}, which nothing provides`, 'declare it by the workload, or mend the name'),
        ];
      const keys = kind === 'ConfigMap' ? configKeys.get(place) : secretKeys;
      if (key !== undefined && keys && !keys.includes(key))
        return [find('error', pod.file, `names the key ${key} of the ${kind} ${place}, which has only ${keys.join(', ')}`, 'mend the key')];
      return [];
    }),
  );
};

function usesOf({ spec }: PodTemplate): Use[] {
  const volumes = (spec.volumes ?? []).flatMap((volume): Use[] => [
    ...(volume.secret?.secretName ? [{ kind: 'Secret' as const, name: volume.secret.secretName }] : []),
    ...(volume.configMap?.name ? [{ kind: 'ConfigMap' as const, name: volume.configMap.name }] : []),
    ...(volume.projected?.sources ?? []).flatMap(({ secret, configMap }): Use[] => [
      ...(secret?.name ? [{ kind: 'Secret' as const, name: secret.name }] : []),
      ...(configMap?.name ? [{ kind: 'ConfigMap' as const, name: configMap.name }] : []),
    ]),
    ...(volume.persistentVolumeClaim ? [{ kind: 'PersistentVolumeClaim' as const, name: volume.persistentVolumeClaim.claimName }] : []),
  ]);
  const env = containersOf(spec).flatMap((container) => (container.env ?? []).flatMap(({ valueFrom }) => fromEnv(valueFrom)));
  const whole = containersOf(spec).flatMap((container) =>
    (container.envFrom ?? []).flatMap(({ secretRef, configMapRef }): Use[] => [
      ...(secretRef?.name ? [{ kind: 'Secret' as const, name: secretRef.name }] : []),
      ...(configMapRef?.name ? [{ kind: 'ConfigMap' as const, name: configMapRef.name }] : []),
    ]),
  );
  const pull = (spec.imagePullSecrets ?? []).flatMap(({ name }): Use[] => (name ? [{ kind: 'Secret', name }] : []));
  const account: Use[] = spec.serviceAccountName ? [{ kind: 'ServiceAccount', name: spec.serviceAccountName }] : [];
  return [...volumes, ...env, ...whole, ...pull, ...account];
}

function fromEnv(source: k8s.EnvVarSource | undefined): Use[] {
  const { secretKeyRef, configMapKeyRef } = source ?? {};
  return [
    ...(secretKeyRef?.name ? [{ kind: 'Secret' as const, name: secretKeyRef.name, key: secretKeyRef.key }] : []),
    ...(configMapKeyRef?.name ? [{ kind: 'ConfigMap' as const, name: configMapKeyRef.name, key: configMapKeyRef.key }] : []),
  ];
}
