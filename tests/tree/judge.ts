import { join } from 'node:path';
import type { Api } from '../cluster/lib/api';
import { type Committed, committedUnits } from '../cluster/lib/committed';
import { startControlPlane } from '../cluster/lib/control-plane';
import { established, publishedDefinitions } from '../cluster/lib/definitions';
import { Programs } from '../cluster/lib/programs';

export const root = join(__dirname, '../..');

export const isKind =
  (...kinds: readonly string[]) =>
  ({ object }: Committed): boolean =>
    kinds.includes(object.kind);

/** What must be there before the rest can be judged: namespaces, and what admission asks for when it sees a pod. */
const groundwork = ['Namespace', 'ServiceAccount'];

/** A real API server of its own for the tests of one file or block, with the kinds and the groundwork of a committed cluster. */
export function useJudge(cluster: string): { readonly api: () => Api } {
  let api: Api | undefined;
  let programs: Programs | undefined;
  beforeAll(async () => {
    programs = new Programs();
    const plane = await startControlPlane(programs, { services: '10.43.0.0/16', controllers: false });
    api = plane.admin;
    await prepare(api, cluster);
  });
  afterAll(async () => {
    api?.close();
    await programs?.stop();
  });
  return {
    api: () => {
      if (!api) throw new Error('the API server is not there yet');
      return api;
    },
  };
}

async function prepare(api: Api, cluster: string): Promise<void> {
  const committed = committedUnits(root, cluster).flatMap(({ objects }) => objects);
  const published = publishedDefinitions(root);
  const own = committed.filter(isKind('CustomResourceDefinition'));
  for (const definition of published) await api.create(definition, 'Ignore');
  for (const { object, text } of own) await api.apply(object, { text });
  for (const { metadata } of [...published, ...own.map(({ object }) => object)]) await established(api, metadata.name);
  for (const kind of groundwork) for (const { object, text } of committed.filter(isKind(kind))) await api.apply(object, { text });
}
