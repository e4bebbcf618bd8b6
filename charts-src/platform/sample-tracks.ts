import type { Cluster } from '../inventory/model';
import { digest } from '../testing/data';

/** For tests: a cluster whose catalogue knows these tracks, by repository, all of tag `1.2.3` and of one digest where `pinned`. */
export function withTracks(cluster: Cluster, tracks: Readonly<Record<string, string>>, pinned = true): Cluster {
  const current = pinned ? `1.2.3@${digest('e')}` : '1.2.3';
  const images = Object.entries(tracks).map(([track, repository]) => [track, { repository, current, previous: [], own: false }]);
  return { ...cluster, catalogue: { ...cluster.catalogue, images: { ...cluster.catalogue.images, ...Object.fromEntries(images) } } };
}

/** Tracks of a component, each in a repository of its own name. */
export const ownRepositories = (tracks: readonly string[]): Record<string, string> =>
  Object.fromEntries(tracks.map((track) => [track, `registry.example/platform/${track}`]));
