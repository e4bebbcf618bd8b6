import { cpSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ran, removeFolder } from '../../charts-src/testing/command';
import { repository } from '../../charts-src/testing/sample';
import { exitCode } from '../output';
import { schemasCommand } from './schemas';

describe('schemasCommand', () => {
  let copy: string;
  beforeEach(() => {
    copy = mkdtempSync(join(tmpdir(), 'schemas-'));
    cpSync(join(repository, 'schemas'), join(copy, 'schemas'), { recursive: true });
  });
  afterEach(() => removeFolder(copy));
  const schemas = (check: boolean) => ran((output) => schemasCommand({ root: copy, check }, output));

  it('finds those of the repository up to date', () => {
    expect(schemas(true)).toMatchObject({ code: exitCode.success, notes: [] });
  });

  it('names one that is not, and writes it when asked to', () => {
    const file = join(copy, 'schemas/cluster.schema.json');
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, '{}');
    expect(schemas(true)).toMatchObject({
      code: exitCode.findings,
      notes: ['schemas/cluster.schema.json is out of date; run ./platform schemas and commit the result.'],
    });
    expect(schemas(false)).toMatchObject({ code: exitCode.success, lines: ['schemas/: 1 written.'] });
    expect(readFileSync(file, 'utf8')).toBe(text);
  });
});
