import { type ClusterContext, type CrossCheck, clusterContext } from '../context';
import type { Finding } from '../finding';
import { customResources } from './custom-resources';
import { declared } from './declared';
import { dependencies } from './dependencies';
import { hosts } from './hosts';
import { images, unpinnedTracks } from './images';
import { networkPorts } from './network-ports';
import { references } from './references';
import { services } from './services';
import { volumes } from './volumes';

const crossChecks: readonly CrossCheck[] = [
  customResources,
  declared,
  dependencies,
  hosts,
  images,
  networkPorts,
  references,
  services,
  unpinnedTracks,
  volumes,
];

/** Every cross-check over one cluster. */
export const crossFindings = (context: ClusterContext): Finding[] => crossChecks.flatMap((check) => check(context));

export { clusterContext };
