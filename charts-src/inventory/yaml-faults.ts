import type { Alias, Document } from 'yaml';
import type { Fault } from './fault';
import { maxAliases, offsetOf, survey } from './yaml-survey';
import { maxDepth, maxTokens, tokenLimit } from './yaml-tokens';

/** A fault at an offset of the text, in characters. */
export type OffsetFault = Omit<Fault, 'file' | 'line' | 'column' | 'field'> & { readonly field?: string; readonly offset: number };

/** Why a text is not worth parsing. */
export function textFault(text: string): OffsetFault | undefined {
  const directive = text.startsWith('%') ? 0 : text.indexOf('\n%') + 1;
  // A %YAML 1.1 directive would change what "yes" and "010" mean.
  if (directive > 0 || text.startsWith('%'))
    return { code: 'yaml-syntax', offset: directive, constraint: 'must hold no directives', remedy: 'remove the lines that start with %' };
  const beyond = tokenLimit(text);
  if (beyond?.limit === 'depth') return deepFault(beyond.offset);
  if (beyond === undefined) return undefined;
  const constraint = `must not hold more than ${maxTokens} tokens`;
  return { code: 'too-large', offset: beyond.offset, constraint, remedy: 'split it, or move what is no data elsewhere' };
}

/** Why a document is no plain data within limits. `secret`: no fault repeats any of its text. */
export function documentFaults(document: Document, secret: boolean): OffsetFault[] {
  const syntax = syntaxFault(document, secret);
  if (syntax) return [syntax];
  const { duplicates, aliases, unprintable, tooDeep } = survey(document);
  if (tooDeep !== undefined) return [deepFault(tooDeep)];
  const repeated = duplicates.map(({ offset, path }): OffsetFault => {
    const field = secret ? '' : path.join('.');
    return { code: 'duplicate-key', offset, field, constraint: 'a key may stand only once in a mapping', remedy: 'remove one of the two' };
  });
  const control = unprintable.map(
    (offset): OffsetFault => ({
      code: 'bad-value',
      offset,
      constraint: 'must hold no control characters and no halves of characters',
      remedy: 'write plain text',
    }),
  );
  return [...repeated, ...control, ...aliasFaults(document, aliases, secret)];
}

/** The first error only: what a parser says after it is guessed. */
function syntaxFault(document: Document, secret: boolean): OffsetFault | undefined {
  const problems = [...document.errors, ...document.warnings];
  const exhausted = problems.find(({ code }) => code === 'RESOURCE_EXHAUSTION');
  if (exhausted) return deepFault(exhausted.pos[0]);
  const [first] = problems.sort((a, b) => a.pos[0] - b.pos[0]);
  if (!first) return undefined;
  if (first.code === 'MULTIPLE_DOCS')
    return { code: 'yaml-syntax', offset: first.pos[0], constraint: 'must hold one document', remedy: 'make each document a file' };
  const words = secret ? '' : `: ${first.message.split('\n', 1)[0]}`;
  return { code: 'yaml-syntax', offset: first.pos[0], constraint: `is no valid YAML${words}`, remedy: 'mend the syntax' };
}

const deepFault = (offset: number): OffsetFault => ({
  code: 'yaml-syntax',
  offset,
  constraint: `must not be nested more than ${maxDepth} levels deep`,
  remedy: 'write plain YAML',
});

function aliasFaults(document: Document, aliases: readonly Alias[], secret: boolean): OffsetFault[] {
  const [first] = aliases;
  if (aliases.length > maxAliases && first) {
    const constraint = `at most ${maxAliases} aliases may stand in a file`;
    return [{ code: 'alias-limit', offset: offsetOf(first), constraint, value: aliases.length, remedy: 'write the values out' }];
  }
  return aliases.flatMap((alias): OffsetFault[] => {
    const offset = offsetOf(alias);
    const name = secret ? 'an alias' : `the alias ${alias.source}`;
    const target = alias.resolve(document);
    if (target === undefined)
      return [{ code: 'yaml-syntax', offset, constraint: `${name} has no anchor before it`, remedy: 'quote it, or set the anchor' }];
    const [start, , end] = target.range ?? [0, 0, 0];
    if (start <= offset && offset < end)
      return [{ code: 'alias-limit', offset, constraint: `${name} stands inside its own anchor`, remedy: 'write the values out' }];
    return [];
  });
}
