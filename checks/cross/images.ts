import type { Cluster } from '../../charts-src/inventory/model';
import { unreleasedLabel } from '../../charts-src/workloads/context';
import { type CrossCheck, finder } from '../context';
import type { Finding } from '../finding';
import { containersOf } from '../pods';

const find = finder('images');

/** Every image is pinned by digest, or is our own and marked unreleased, or stands in the catalogue without a digest. */
export const images: CrossCheck = ({ cluster, pods }) =>
  pods.flatMap(({ spec, labels, file }) =>
    containersOf(spec).flatMap(({ image = '', name }): Finding[] => {
      if (/@sha256:[a-f0-9]{64}$/.test(image)) return [];
      const track = trackOf(cluster, image);
      if (track?.own && labels[unreleasedLabel] === 'true')
        return [
          find(
            'release',
            file,
            `unreleased: ${image} (container ${name}) has no digest before its first release; admission refuses it`,
            'the images workflow writes the digest',
          ),
        ];
      if (track && !track.own)
        return [
          find(
            'release',
            file,
            `unpinned: ${image} (container ${name}) has no known digest`,
            'Renovate pins it; until then policies.scopes of the cluster let its namespace pass',
          ),
        ];
      return [find('error', file, `${image} (container ${name}) has no digest`, 'pin it by digest')];
    }),
  );

/** Images of the platform's components that no rendered pod shows, since their charts make the pods. */
export const unpinnedTracks: CrossCheck = ({ cluster }) =>
  Object.entries(cluster.catalogue.images)
    .filter(([, { own, current }]) => !own && !current.includes('@'))
    .map(([track, { repository, current }]) => ({
      check: 'images',
      level: 'release' as const,
      subject: `versions.yaml images.${track}`,
      message: `unpinned: ${repository}:${current} has no known digest`,
      remedy: 'Renovate pins it; until then policies.scopes of the cluster let its namespace pass',
    }));

function trackOf(cluster: Cluster, image: string): { readonly own: boolean } | undefined {
  return Object.values(cluster.catalogue.images).find(({ repository }) => image.startsWith(`${repository}:`));
}
