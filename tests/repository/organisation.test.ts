import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const root = join(__dirname, '../..');
const own = /open4goods|logo-solutions/i;
/** Rooms that hold code; what is one organisation's own stands in `clusters/`, `versions.yaml` and documents. */
const rooms = ['charts-src', 'checks', 'cli', 'policies', 'platform', 'tools'];

describe('code', () => {
  it('names nothing that is one organisation’s own', () => {
    const files = execFileSync('git', ['ls-files', '-co', '--exclude-standard', ...rooms], { cwd: root, encoding: 'utf8' })
      .trim()
      .split('\n');
    expect(files.length).toBeGreaterThan(200);
    expect(files.filter((file) => own.test(readFileSync(join(root, file), 'utf8')))).toEqual([]);
  });
});
