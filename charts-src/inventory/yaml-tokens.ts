import { Lexer } from 'yaml';

/** Most tokens in one file (a field has about six): several times what the largest environment that the schemas allow can hold. */
export const maxTokens = 100_000;
/** Deepest nesting: five times what the schemas ask for, far below what exhausts a stack. */
export const maxDepth = 50;

/** Marks that the lexer puts into its stream: they are no part of the text. */
const marks = new Set(['\u{2}', '\u{18}', '\u{1f}']);
const scalarFollows = '\u{1f}';

/**
 * Where a text goes beyond {@link maxTokens} or, by its brackets, beyond {@link maxDepth}: offset in characters. Far cheaper than
 * parsing, which hostile text can make slow.
 */
export function tokenLimit(text: string): { readonly offset: number; readonly limit: 'tokens' | 'depth' } | undefined {
  if (isWithin(text)) return undefined;
  let [offset, count, depth] = [0, 0, 0];
  let previous = '';
  for (const token of new Lexer().lex(text)) {
    if (previous !== scalarFollows) {
      if (token === '[' || token === '{') depth++;
      if (token === ']' || token === '}') depth--;
    }
    previous = token;
    if (++count > maxTokens) return { offset, limit: 'tokens' };
    if (depth > maxDepth) return { offset, limit: 'depth' };
    if (!marks.has(token)) offset += token.length;
  }
  return undefined;
}

/**
 * Whether a text is within both limits by its length and its brackets alone, as every file that a person writes is. A token has a
 * character at least, or is a mark beside one that has.
 */
const isWithin = (text: string): boolean => 2 * text.length < maxTokens && (text.match(/[[{]/g)?.length ?? 0) <= maxDepth;
