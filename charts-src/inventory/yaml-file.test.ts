import fc from 'fast-check';
import { isCollection, isPair, parseDocument, stringify } from 'yaml';
import { type DataFile, type Path, parseYaml } from './yaml-file';

const parsed = (text: string): DataFile => {
  const { ok, faults } = parseYaml('file.yaml', text);
  if (!ok) throw new Error(`faults: ${JSON.stringify(faults)}`);
  return ok;
};
const placeOf = (file: DataFile, path: Path) => {
  const { line = 0, column = 0 } = file.fault('bad-value', path, '', '');
  return { line, column };
};
/** The text from a place to the end of its line. */
const textAt = (file: DataFile, { line, column }: { line: number; column: number }) =>
  file.text.split('\n')[line - 1]?.slice(column - 1) ?? '';

/** Every path to a field in data. */
const fieldsOf = (value: unknown, at: Path = []): Path[] => {
  if (Array.isArray(value)) return value.flatMap((item, i) => fieldsOf(item, [...at, i]));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, item]) => [[...at, key], ...fieldsOf(item, [...at, key])]);
};
const key = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}$/);
const { tree } = fc.letrec((tie) => ({
  tree: fc.dictionary(
    key,
    fc.oneof({ maxDepth: 4 }, fc.string(), fc.integer(), fc.boolean(), fc.array(tie('tree'), { maxLength: 3 }), tie('tree')),
    {
      maxKeys: 4,
    },
  ),
}));

/** Writes some mappings and lists in flow style, by a seed. */
function write(data: unknown, seed: number): string {
  const document = parseDocument(stringify(data, { lineWidth: 40 }));
  let count = seed;
  const style = (node: unknown): void => {
    if (!isCollection(node)) return;
    if (node !== document.contents && count++ % 3 === 0) node.flow = true;
    for (const item of node.items) style(isPair(item) ? item.value : item);
  };
  style(document.contents);
  return document.toString();
}

describe('the place of a fault', () => {
  it('is the key of its field, however the file is written', () => {
    fc.assert(
      fc.property(tree, fc.nat({ max: 9 }), (data, seed) => {
        const file = parsed(write(data, seed));
        expect(file.data).toEqual(data);
        for (const path of fieldsOf(data)) {
          const name = String(path.at(-1));
          expect(textAt(file, placeOf(file, path)).replace(/^"/, '').startsWith(name)).toBe(true);
        }
      }),
    );
  });

  const text = '# head\na:\n  b: [x, { c: 1 }]\n  "d": >\n    folded\nempty:\n1: one\n';
  it.each([
    ['a field', ['a', 'b'], 3, 3],
    ['an item', ['a', 'b', 0], 3, 7],
    ['an item by text', ['a', 'b', '1'], 3, 10],
    ['a field in flow style', ['a', 'b', 1, 'c'], 3, 12],
    ['a quoted field', ['a', 'd'], 4, 3],
    ['a field that is a number', ['1'], 7, 1],
    ['a field that is missing', ['a', 'z'], 2, 1],
    ['a field below a scalar', ['a', 'd', 'e'], 4, 3],
    ['a field below nothing', ['empty', 'x'], 6, 1],
    ['an item that is missing', ['a', 'b', 7], 3, 3],
    ['a top-level field that is missing', ['z'], 2, 1],
    ['the file', [], 2, 1],
  ])('of %s', (_, path, line, column) => expect(placeOf(parsed(text), path)).toEqual({ line, column }));

  it('is the alias where the value stands elsewhere', () => {
    const file = parsed('a: &a { b: 1 }\nc: *a\n');
    expect(placeOf(file, ['c', 'b'])).toEqual({ line: 2, column: 1 });
  });
});

describe('parseYaml', () => {
  it.each([
    ['YAML 1.2 words', 'a: yes\nb: on\nc: ~\nd: 010\ne: 2026-01-01\n', { a: 'yes', b: 'on', c: null, d: 10, e: '2026-01-01' }],
    ['keys as text', '1: a\ntrue: b\n', { 1: 'a', true: 'b' }],
    ['no merge keys', 'a: &a { b: 1 }\n<<: *a\n', { a: { b: 1 }, '<<': { b: 1 } }],
    ['an empty file', '', null],
  ])('reads %s', (_, text, data) => expect(parsed(text).data).toEqual(data));

  it('tells every key that stands twice', () => {
    const { faults } = parseYaml('file.yaml', 'a: 1\nb: { c: 1, c: 2 }\na: 2\na: 3\n');
    expect(faults.map(({ code, line, column, field }) => [code, line, column, field])).toEqual([
      ['duplicate-key', 2, 12, 'b.c'],
      ['duplicate-key', 3, 1, 'a'],
      ['duplicate-key', 4, 1, 'a'],
    ]);
  });

  it.each([
    'password: *hunter2',
    'password: @hunter2',
    'password: "hunter2',
    'password: !hunter2 x',
    'hunter2: 1\nhunter2: 2',
    'a: &a [*a, hunter2]',
    'x: |\nhunter2',
  ])('repeats nothing of a secret: %j', (text) => {
    const { faults } = parseYaml('file.yaml', text, { secret: true });
    expect(faults.length).toBeGreaterThan(0);
    expect(JSON.stringify(faults)).not.toContain('hunter2');
  });

  it('never throws', () => {
    const piece = fc.constantFrom(
      'a',
      ': ',
      '\n',
      '  ',
      '- ',
      '[',
      ']',
      '{',
      '}',
      ',',
      '&a ',
      '*a',
      '!t ',
      '? ',
      '|',
      '>',
      '"',
      "'",
      '#',
      '%',
      '---',
      '\t',
      '<<',
      '\u{0}',
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
        const { ok, faults } = parseYaml('file.yaml', pieces.join(''));
        expect((ok === undefined) === faults.length > 0).toBe(true);
        ok?.fault('bad-value', ['a', 0, 'a'], '', '');
      }),
      { numRuns: 500 },
    );
  });
});
