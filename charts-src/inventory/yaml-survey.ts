import { type Alias, type Document, isAlias, isCollection, isMap, isNode, isPair, isScalar, type Node } from 'yaml';
import { maxDepth } from './yaml-tokens';

/** Most aliases in one file: enough for shared snippets, far too few for an expansion bomb. */
export const maxAliases = 50;

/** What a document holds besides its values. Offsets are characters from the start of the text. */
export interface Survey {
  /** Keys that stand a second time in their mapping. */
  readonly duplicates: readonly { readonly offset: number; readonly path: readonly string[] }[];
  readonly aliases: readonly Alias[];
  /** Offsets of text with characters that no file of Kubernetes can hold. */
  readonly unprintable: readonly number[];
  /** Offset of the first value below {@link maxDepth}. */
  readonly tooDeep: number | undefined;
}

interface Visit {
  readonly node: unknown;
  readonly depth: number;
  readonly path: readonly string[];
}

/** Walks a document without recursion, in time linear in its size; stops at the first limit. */
export function survey(document: Document): Survey {
  const duplicates: { offset: number; path: readonly string[] }[] = [];
  const aliases: Alias[] = [];
  const unprintable: number[] = [];
  const open: Visit[] = [{ node: document.contents, depth: 1, path: [] }];
  for (let visit = open.pop(); visit !== undefined; visit = open.pop()) {
    const { node, depth, path } = visit;
    if (depth > maxDepth) return { duplicates, aliases, unprintable, tooDeep: offsetOf(node) };
    if (isAlias(node)) aliases.push(node);
    if (isScalar(node) && typeof node.value === 'string' && !isPrintable(node.value)) unprintable.push(offsetOf(node));
    if (!isCollection(node)) continue;
    const seen = new Set<string>();
    for (const [i, item] of node.items.entries()) {
      if (!isPair(item)) {
        open.push({ node: item, depth: depth + 1, path: [...path, `${i}`] });
        continue;
      }
      const key = keyText(item.key);
      const below = [...path, key];
      if (isMap(node) && seen.has(key)) duplicates.push({ offset: offsetOf(item.key), path: below });
      seen.add(key);
      if (!isPrintable(key)) unprintable.push(offsetOf(item.key));
      open.push({ node: item.value, depth: depth + 1, path: below });
    }
  }
  const byOffset = (a: { offset: number }, b: { offset: number }) => a.offset - b.offset;
  return {
    duplicates: duplicates.sort(byOffset),
    aliases: aliases.sort((a, b) => offsetOf(a) - offsetOf(b)),
    unprintable: unprintable.sort((a, b) => a - b),
    tooDeep: undefined,
  };
}

/** What an escape can say and YAML cannot hold as it is: control characters, halves of surrogate pairs, non-characters. */
const isPrintable = (text: string): boolean => text.isWellFormed() && !/(?![\n\r\t])\p{Cc}|[\ufffe\uffff]/u.test(text);

/** Text of a key; all keys are scalars, since the parser refuses others. */
export const keyText = (key: unknown): string => String((key as { readonly value?: unknown } | null)?.value ?? '');

/** Where a node starts, in characters. */
export const offsetOf = (node: unknown): number => (isNode(node) ? ((node as Node).range?.[0] ?? 0) : 0);
