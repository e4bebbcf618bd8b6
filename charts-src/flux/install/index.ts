export { type FluxInstallOptions, fluxInstallObjects } from './install';
