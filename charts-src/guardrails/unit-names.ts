import type { UnitRole } from './roles';

/** Namespace of Flux, its Kustomizations, their service accounts and the age key. */
export const fluxNamespace = 'flux-system';

/** Units of an environment, one name each, used wherever a unit is named. */
export const unitName = {
  guardrails: (environment: string) => `guardrails/${environment}`,
  secrets: (environment: string) => `secrets/${environment}`,
  environment: (environment: string) => `environments/${environment}`,
  monitors: (environment: string) => `monitors/${environment}`,
  tenant: (environment: string) => `tenants/${environment}`,
} as const;

/** Name of the Kustomization of a unit. */
export const kustomizationName = (unit: string): string => unit.replaceAll('/', '-');

const folders: Readonly<Record<UnitRole, (environment: string) => string>> = {
  environment: unitName.environment,
  secrets: unitName.secrets,
  monitors: unitName.monitors,
  tenant: unitName.tenant,
};

/** Service account in flux-system that one unit of an environment is applied as. */
export const serviceAccountName = (role: UnitRole, environment: string): string => kustomizationName(folders[role](environment));
