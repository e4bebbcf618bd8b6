export type { CommittedCrd } from './crds';
export { type FluxInstallOptions, fluxInstallObjects } from './install';
