import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { KubernetesObject } from '../../charts-src/tree/objects';

export type Side = 'pass' | 'fail';

/** One resource of a policy's folder. */
export interface Example {
  readonly policy: string;
  readonly side: Side;
  /** Lies in a namespace of its side and policy, so that names need be unique in their folder only. */
  readonly object: KubernetesObject;
}

/** Most aliases in one file of resources: its items share a few anchors. */
const maxAliases = 2000;

/** Resources below `policies/<policy>/<side>/`, in the order of files and items. `root`: the repository. */
export function examples(root: string, policy: string, side: Side): readonly Example[] {
  const folder = join(root, 'policies', policy, side);
  if (!existsSync(folder)) return [];
  return readdirSync(folder)
    .filter((file) => file.endsWith('.yaml'))
    .sort()
    .flatMap((file) => objects(join(folder, file)))
    .map((object) => ({ policy, side, object: { ...object, metadata: { ...object.metadata, namespace: `${side}-${policy}` } } }));
}

function objects(file: string): KubernetesObject[] {
  return parseAllDocuments(readFileSync(file, 'utf8'), { merge: true, uniqueKeys: true }).flatMap((document) => {
    if (document.errors.length > 0) throw new Error(`Cannot read ${file}: ${document.errors[0]?.message}`);
    const parsed = document.toJS({ maxAliasCount: maxAliases }) as KubernetesObject & { readonly items?: readonly KubernetesObject[] };
    return parsed.kind === 'List' ? [...(parsed.items ?? [])] : [parsed];
  });
}

interface PodSpec {
  readonly containers?: readonly { readonly name: string }[];
  readonly initContainers?: readonly { readonly name: string }[];
  readonly ephemeralContainers?: readonly { readonly name: string }[];
}

/** The pod specification of a resource, wherever its kind has it. */
export function podSpec(object: KubernetesObject): PodSpec {
  const spec = object.spec as { template?: { spec: PodSpec }; jobTemplate?: { spec: { template: { spec: PodSpec } } } } & PodSpec;
  return spec.jobTemplate?.spec.template.spec ?? spec.template?.spec ?? spec;
}

/** A pod that every policy lets pass, for tests that change one thing about it. */
export const goodPod = {
  automountServiceAccountToken: false,
  securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
  containers: [
    {
      name: 'app',
      image: `registry.example/shop/app:1.2.3@sha256:${'0123456789abcdef'.repeat(4)}`,
      resources: { requests: { cpu: '10m', memory: '32Mi' }, limits: { cpu: '40m', memory: '32Mi' } },
      securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ['ALL'] } },
    },
  ],
} as const;
