import { existsSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { recorded, removeFolder, sampleRepository, useSampleRepository } from '../../charts-src/testing/command';
import { environmentFiles } from '../../charts-src/testing/data';
import { exitCode } from '../output';
import { type RenderOptions, renderCommand } from './render';

const { prod, staging } = environmentFiles;
const sample = useSampleRepository({ environments: { prod, staging } });
const run = (options: Partial<RenderOptions> = {}) => {
  const output = recorded();
  return { code: renderCommand({ root: sample.root, ...options }, output), ...output };
};
const generated = (file: string) => join(sample.root, 'generated/sample', file);
const edit = (file: string, text: string) => writeFileSync(generated(file), text);

describe('renderCommand', () => {
  it('renders everything, then finds nothing to do', () => {
    const first = run();
    expect([first.code, first.notes]).toEqual([exitCode.success, []]);
    expect(first.lines).toEqual([expect.stringMatching(/^Rendered (\d+) files: \1 new, 0 changed, 0 removed\.$/)]);
    expect(run().lines).toEqual([expect.stringMatching(/^generated\/ holds exactly what the data ask for \(\d+ files\)\.$/)]);
    expect(run({ check: true }).code).toBe(exitCode.success);
  });

  it('names what is missing, changed and stale in a check, in order, and writes nothing', () => {
    edit('environments/prod/service-xwiki.yaml', 'by hand\n');
    edit('environments/prod/added.yaml', 'by hand\n');
    rmSync(generated('ownership.yaml'));
    const { code, lines, notes } = run({ check: true });
    expect(code).toBe(exitCode.findings);
    expect(lines).toEqual([
      'stale    sample/environments/prod/added.yaml',
      'changed  sample/environments/prod/service-xwiki.yaml',
      'missing  sample/ownership.yaml',
    ]);
    expect(notes).toEqual(['generated/ differs in 3 files; run ./platform render and commit the result.']);
    expect(readFileSync(generated('environments/prod/service-xwiki.yaml'), 'utf8')).toBe('by hand\n');
    expect(run().lines).toEqual([expect.stringMatching(/: 1 new, 1 changed, 1 removed\.$/)]);
  });

  it('renders one unit and leaves the rest', () => {
    edit('environments/prod/service-xwiki.yaml', 'by hand\n');
    edit('environments/staging/service-xwiki.yaml', 'by hand\n');
    expect(run({ only: 'sample/environments/prod' }).lines).toEqual([expect.stringContaining('0 new, 1 changed, 0 removed')]);
    expect(run({ check: true }).lines).toEqual(['changed  sample/environments/staging/service-xwiki.yaml']);
    expect(run({ check: true, only: 'sample/environments/prod' }).code).toBe(exitCode.success);
    run();
  });

  it.each([
    { only: 'sample/environments/pord', says: 'did you mean sample/environments/prod?' },
    { only: 'environments/prod', says: 'Units are named <cluster>/<unit>, for example sample/' },
    { only: '', says: 'There is no unit' },
  ])('refuses --only "$only" as wrong usage', ({ only, says }) => {
    const { code, notes } = run({ only });
    expect([code, notes]).toEqual([exitCode.usage, [expect.stringContaining(says)]]);
  });

  it('prints JSON that a program reads', () => {
    edit('environments/prod/service-xwiki.yaml', 'by hand\n');
    const check = run({ check: true, json: true });
    expect(check.code).toBe(exitCode.findings);
    expect(JSON.parse(check.lines.join('\n'))).toEqual({
      ok: false,
      files: expect.any(Number),
      missing: [],
      changed: ['sample/environments/prod/service-xwiki.yaml'],
      stale: [],
    });
    expect(JSON.parse(run({ json: true }).lines.join('\n'))).toMatchObject({ ok: true, changed: [expect.any(String)] });
  });

  it('leaves unchanged units alone when one environment changes', () => {
    run();
    const before = statSync(generated('environments/staging/service-xwiki.yaml'));
    writeFileSync(
      join(sample.root, 'clusters/sample/environments/prod.yaml'),
      environmentFiles.prod.replace('prod-images', 'other-images'),
    );
    expect(run().lines).toEqual([expect.stringMatching(/: 0 new, 1 changed, 0 removed\.$/)]);
    const after = statSync(generated('environments/staging/service-xwiki.yaml'));
    expect([after.ino, after.mtimeMs]).toEqual([before.ino, before.mtimeMs]);
    writeFileSync(join(sample.root, 'clusters/sample/environments/prod.yaml'), environmentFiles.prod);
    run();
  });
});

describe('renderCommand on data with faults', () => {
  let broken: string;
  beforeAll(() => {
    broken = sampleRepository({ environments: { one: 'kind: qualificaton\nworkloads: { web: { kind: sevice } }\n' } });
  });
  afterAll(() => removeFolder(broken));

  it('tells every fault with its place, and writes nothing', () => {
    const { code, notes } = run({ root: broken });
    expect(code).toBe(exitCode.findings);
    expect(notes[0]).toMatch(/^clusters\/sample\/environments\/one\.yaml:\d+:\d+: kind: .*qualification/);
    expect(notes.at(-1)).toMatch(/^\d+ faults? in the data; nothing was written\.$/);
    expect(notes.join('\n')).not.toMatch(/\bat .*:\d+:\d+\)/);
    expect(existsSync(join(broken, 'generated'))).toBe(false);
  });

  it('tells them as JSON', () => {
    const { code, lines } = run({ root: broken, json: true });
    expect(code).toBe(exitCode.findings);
    expect(JSON.parse(lines.join('\n'))).toMatchObject({ ok: false, faults: [{ code: 'bad-value', line: 1 }] });
  });
});
