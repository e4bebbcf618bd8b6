import type { Fault } from './fault';
import { name as nameSchema } from './schema/common';

const pattern = new RegExp(nameSchema.pattern);

/** Namespaces of Kubernetes, of Flux and of the platform's components. */
export const platformNamespaces: readonly string[] = [
  'cert-manager',
  'default',
  'flux-system',
  'ingress-nginx',
  'kube-node-lease',
  'kube-public',
  'kube-system',
  'kyverno',
  'longhorn-system',
  'node-agents',
  'observability',
  'traefik',
];
export const isPlatformNamespace = (name: string): boolean => platformNamespaces.includes(name);

/** An environment of such a name would share a namespace of Kubernetes, of a component, or of one to come. */
const isReserved = (name: string): boolean => isPlatformNamespace(name) || /^kube-|-system$/.test(name);

export const isName = (text: string): boolean => pattern.test(text);

/** Units of the guardrails that are no environment's. */
const unitNames: readonly string[] = ['policies', 'roles'];

const article = { cluster: 'a cluster', environment: 'an environment' } as const;

/** Why the name that a file or folder gives to a cluster or an environment is none. */
export function nameFaults(file: string, name: string, kind: keyof typeof article): Fault[] {
  const fault = { code: 'bad-name', file, field: '', value: name } as const;
  if (!isName(name))
    return [
      { ...fault, constraint: `cannot be the name of ${article[kind]}`, remedy: `rename it: ${nameSchema.description.replace(/\.$/, '')}` },
    ];
  if (kind === 'environment' && isReserved(name))
    return [{ ...fault, constraint: 'is a namespace of the platform or of Kubernetes', remedy: 'choose another name' }];
  if (kind === 'environment' && unitNames.includes(name))
    return [{ ...fault, constraint: 'is a unit of the guardrails', remedy: 'choose another name' }];
  return [];
}
