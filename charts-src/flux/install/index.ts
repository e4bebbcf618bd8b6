export { type CommittedCrd, committedCrds } from './crds';
export { type FluxInstallOptions, fluxInstallObjects } from './install';
