import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { parse } from 'yaml';
import type { KubernetesObject } from '../../../charts-src/tree/objects';

/** An object of the committed tree, and the very bytes that Flux would apply. */
export interface Committed {
  /** Relative to the repository. */
  readonly file: string;
  readonly text: string;
  readonly object: KubernetesObject;
}
export interface CommittedUnit {
  /** `<cluster>/<unit>`. */
  readonly name: string;
  readonly objects: readonly Committed[];
}

/** Names of the clusters in the tree, sorted. */
export const committedClusters = (root: string): string[] => foldersIn(join(root, 'generated'));

/** The units of a cluster as they are committed, sorted by name: each folder that holds a kustomization. */
export function committedUnits(root: string, cluster: string): CommittedUnit[] {
  const tree = join(root, 'generated');
  const visit = (folder: string): string[] => [
    ...(existsSync(join(folder, 'kustomization.yaml')) ? [folder] : []),
    ...foldersIn(folder).flatMap((name) => visit(join(folder, name))),
  ];
  return visit(join(tree, cluster)).map((folder) => {
    const { resources } = parse(readFileSync(join(folder, 'kustomization.yaml'), 'utf8')) as { resources: readonly string[] };
    const objects = resources.map((resource) => {
      const text = readFileSync(join(folder, resource), 'utf8');
      return { file: relative(root, join(folder, resource)), text, object: parse(text) as KubernetesObject };
    });
    return { name: relative(tree, folder), objects };
  });
}

function foldersIn(folder: string): string[] {
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
}
