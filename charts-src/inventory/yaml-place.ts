import { type Document, isMap, isNode, isSeq, type YAMLMap } from 'yaml';
import { keyText, offsetOf } from './yaml-survey';

export type Path = readonly (string | number)[];

/**
 * A function from a path to the offset of the place to look at: the key of a field, the item of a list, or, where the path
 * leaves the file, the last place that exists. Mappings are indexed once, so that many faults in one file cost little.
 */
export function placesOf(document: Document): (path: Path) => number {
  const indexes = new Map<YAMLMap, Map<string, { readonly key: unknown; readonly value: unknown }>>();
  const indexOf = (map: YAMLMap) => {
    const known = indexes.get(map);
    if (known) return known;
    const index = new Map(map.items.map(({ key, value }) => [keyText(key), { key, value }] as const));
    indexes.set(map, index);
    return index;
  };
  return (path) => {
    let node: unknown = document.contents;
    let offset = offsetOf(node);
    for (const part of path) {
      if (isMap(node)) {
        const pair = indexOf(node).get(`${part}`);
        if (!pair) break;
        offset = offsetOf(pair.key);
        node = pair.value;
      } else if (isSeq(node)) {
        node = node.items[Number(part)];
        if (!isNode(node)) break;
        offset = offsetOf(node);
      } else break;
    }
    return offset;
  };
}
