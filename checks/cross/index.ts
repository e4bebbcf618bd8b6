import { type ClusterContext, type CrossCheck, clusterContext } from '../context';
import type { Finding } from '../finding';
import { bindings } from './bindings';
import { customResources } from './custom-resources';
import { declared } from './declared';
import { dependencies } from './dependencies';
import { flowEnds } from './flow-ends';
import { fluxNames } from './flux-names';
import { hosts } from './hosts';
import { images, unpinnedTracks } from './images';
import { ingresses } from './ingresses';
import { monitors } from './monitors';
import { networkPorts } from './network-ports';
import { order } from './order';
import { references } from './references';
import { services } from './services';
import { skew } from './skew';
import { volumes } from './volumes';

const crossChecks: readonly CrossCheck[] = [
  bindings,
  customResources,
  declared,
  dependencies,
  flowEnds,
  fluxNames,
  hosts,
  images,
  ingresses,
  monitors,
  networkPorts,
  order,
  references,
  services,
  skew,
  unpinnedTracks,
  volumes,
];

/** Every cross-check over one cluster. */
export const crossFindings = (context: ClusterContext): Finding[] => crossChecks.flatMap((check) => check(context));

export { clusterContext };
