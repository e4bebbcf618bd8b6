import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { isMap, isScalar, parseDocument } from 'yaml';

const root = join(__dirname, '../..');

/** Entries of a catalogue that neither carry a Renovate hint above them nor say why they are held. */
function withoutHint(text: string): string[] {
  const document = parseDocument(text);
  return ['images', 'charts', 'actions', 'tools'].flatMap((section) => {
    const entries = document.get(section);
    if (!isMap(entries)) return [`${section} is missing`];
    return entries.items.flatMap(({ key, value }, i) => {
      // The comment above the first entry of a mapping belongs to the mapping.
      const comment = (isScalar(key) && key.commentBefore) || (i === 0 && entries.commentBefore) || '';
      const held = isMap(value) && value.has('held');
      return held || /renovate: datasource=[a-z-]+/.test(comment) ? [] : [`${section}.${String(key)}`];
    });
  });
}

describe('versions.yaml', () => {
  it('tells Renovate of every entry, or why it is held', () => {
    expect(withoutHint(readFileSync(join(root, 'versions.yaml'), 'utf8'))).toEqual([]);
  });

  it('is refused with an entry that does neither', () => {
    expect(
      withoutHint(
        'images:\n  # renovate: datasource=docker\n  a: { current: 1 }\n  b: { current: 2 }\ncharts: {}\nactions: {}\ntools: {}\n',
      ),
    ).toEqual(['images.b']);
  });
});
