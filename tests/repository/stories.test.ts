import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '../..');

/** What is wrong with a table of stories: a path that does not exist, or a story called done without a test. */
function storyFaults(text: string): string[] {
  const rows = text.split('\n').filter((line) => /^\| [A-Z][0-9]/.test(line));
  return rows.flatMap((row) => {
    const [, id = '', , state = '', lives = '', proof = ''] = row.split('|').map((cell) => cell.trim());
    const paths = [...`${lives} ${proof}`.matchAll(/`([^`]+)`/g)].map(([, path = '']) => path);
    const missing = paths.filter((path) => path.includes('/') && !existsSync(join(root, path)));
    const unproven = /^(done|.* done)/.test(state) && !/\.test\.ts`/.test(proof);
    return [...missing.map((path) => `${id}: ${path} does not exist`), ...(unproven ? [`${id}: called done without a test`] : [])];
  });
}

describe('STORIES.md', () => {
  it('names files that exist, and a test for every story that is done', () => {
    expect(storyFaults(readFileSync(join(root, 'STORIES.md'), 'utf8'))).toEqual([]);
  });

  it.each([
    ['a missing file', '| O1.1 | x | done | `charts-src/nowhere.ts` | `tests/repository/stories.test.ts` | |', /nowhere/],
    ['done without proof', '| O1.1 | x | done | `charts-src/main.ts` | | |', /without a test/],
  ])('is refused for %s', (_, row, expected) => {
    expect(storyFaults(row).join()).toMatch(expected);
  });
});
