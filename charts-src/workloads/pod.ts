import { k8s } from 'cdk8s-plus-28';
import { cpuLimitFactor } from '../guardrails/quota';
import { fromMillicores, toMillicores } from '../inventory/quantity';

const quantity = k8s.Quantity.fromString;

/** Pod-level half of Pod Security `restricted`; volumes belong to the group of the user. */
export const podSecurity = (uid: number): k8s.PodSecurityContext => ({
  runAsNonRoot: true,
  runAsUser: uid,
  runAsGroup: uid,
  fsGroup: uid,
  // A volume of many files is not walked on every start.
  fsGroupChangePolicy: 'OnRootMismatch',
  seccompProfile: { type: 'RuntimeDefault' },
});

/** Container-level half of Pod Security `restricted`, and a read-only root file system. */
export const containerSecurity: k8s.SecurityContext = {
  allowPrivilegeEscalation: false,
  capabilities: { drop: ['ALL'] },
  privileged: false,
  readOnlyRootFilesystem: true,
  runAsNonRoot: true,
  seccompProfile: { type: 'RuntimeDefault' },
};

/** Memory is never overcommitted; CPU may burst to four times the request. */
export const resourceRequirements = ({ cpu, memory }: { readonly cpu: string; readonly memory: string }): k8s.ResourceRequirements => ({
  requests: { cpu: quantity(cpu), memory: quantity(memory) },
  limits: { cpu: quantity(fromMillicores(toMillicores(cpu) * cpuLimitFactor)), memory: quantity(memory) },
});

/** An empty folder with a bound, in bytes with a binary suffix. */
export const scratch = (name: string, sizeLimit: string, medium?: 'Memory'): k8s.Volume => ({
  name,
  emptyDir: { sizeLimit: quantity(sizeLimit), ...(medium ? { medium } : {}) },
});

/** Pod fields that every workload shares: no API token, no links of other Services in the environment. */
export const podDefaults = { automountServiceAccountToken: false, enableServiceLinks: false } as const;
