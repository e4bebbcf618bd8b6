import { cpSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sopsConfig } from '../../charts-src/inventory/sops-config';
import { noTools, recorded, removeFolder, sampleRepository, useSampleRepository, withVariables } from '../../charts-src/testing/command';
import { checked, repository } from '../../charts-src/testing/sample';
import { exitCode } from '../output';
import { type CheckOptions, checkCommand } from './check';
import { renderCommand } from './render';

const sample = useSampleRepository();
beforeAll(() => {
  writeFileSync(join(sample.root, '.sops.yaml'), sopsConfig(checked(sample.root)));
  renderCommand({ root: sample.root }, recorded());
});
const run = (options: Partial<CheckOptions> = {}) =>
  withVariables(noTools, async () => {
    const output = recorded();
    return { code: await checkCommand({ root: sample.root, ...options }, output), ...output };
  });

describe('checkCommand', () => {
  it('finds nothing that is wrong in the sample, and says what it did not judge', async () => {
    const { code, lines } = await run();
    expect(lines.filter((line) => line.startsWith('error'))).toEqual([]);
    expect(code).toBe(exitCode.success);
    expect(lines).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^Checked \d+ objects against their schemas and each other: 0 findings\.$/),
        expect.stringContaining('Policies were NOT judged'),
        'A real API server has not judged the tree: schemas are the fast first pass. ./platform test tree asks one.',
        expect.stringMatching(/^Before a release: 1 backups, \d+ images, \d+ networks, \d+ secrets\./),
      ]),
    );
  });

  it('fails a release on what may not reach a cluster yet', async () => {
    const { code, lines } = await run({ release: true });
    expect(code).toBe(exitCode.findings);
    expect(lines.filter((line) => line.startsWith('release')).length).toBeGreaterThan(5);
    expect(lines.filter((line) => line.startsWith('Before a release'))).toEqual([]);
  });

  it('lists, when it is brief, only what fails', async () => {
    const { lines } = await run({ brief: true });
    expect(lines.filter((line) => /^(release|notice|error) /.test(line))).toEqual([]);
  });

  it('prints JSON that a program reads', async () => {
    const report = JSON.parse((await run({ json: true })).lines.join('\n'));
    expect(report).toMatchObject({ ok: true, objects: expect.any(Number) });
    expect(report.findings.every(({ level }: { level: string }) => ['release', 'notice'].includes(level))).toBe(true);
  });

  it('fails on a .sops.yaml that is not that of the data', async () => {
    writeFileSync(join(sample.root, '.sops.yaml'), 'creation_rules: []\n');
    const { code, lines } = await run();
    expect(code).toBe(exitCode.findings);
    expect(lines[0]).toContain('.sops.yaml: does not name the recipients of the data; run ./platform secrets init');
    writeFileSync(join(sample.root, '.sops.yaml'), sopsConfig(checked(sample.root)));
  });

  const changes = [
    {
      name: 'changed by hand',
      change: (file: string) => writeFileSync(file, 'kind: Namespace\n'),
      says: 'does not hold what the data ask for',
    },
    { name: 'removed', change: (file: string) => rmSync(file), says: 'is not there, though the data ask for it' },
    {
      name: 'added',
      change: (file: string) => writeFileSync(`${file}.yaml`, ''),
      says: 'is there, though the data do not ask for it',
      named: '.yaml',
    },
  ];
  it.each(changes)('fails on a file of generated/ that was $name', async ({ change, says, named = '' }) => {
    const file = 'generated/sample/namespaces/namespace-prod.yaml';
    change(join(sample.root, file));
    const { code, lines } = await run();
    renderCommand({ root: sample.root }, recorded());
    expect(code).toBe(exitCode.findings);
    expect(lines.filter((line) => line.startsWith('error'))).toEqual([
      `error   ${file}${named}: ${says}; run ./platform render and commit the result [tree]`,
    ]);
  });

  it('fails on an alert without its runbook', async () => {
    const other = sampleRepository();
    try {
      renderCommand({ root: other }, recorded());
      rmSync(join(other, 'runbooks'));
      cpSync(join(repository, 'runbooks'), join(other, 'runbooks'), { recursive: true });
      rmSync(join(other, 'runbooks/mysql-down.md'));
      expect((await run({ root: other })).lines).toContainEqual(
        expect.stringMatching(/^error +charts-src\/observability\/alerts\/mysql\.yaml: .*runbooks\/mysql-down\.md does not exist/),
      );
    } finally {
      removeFolder(other);
    }
  });

  it('says once that nothing has been rendered', async () => {
    const other = sampleRepository();
    try {
      const { code, lines } = await run({ root: other });
      expect([code, lines[1]]).toEqual([
        exitCode.findings,
        'error   generated/: is not there: nothing has been rendered yet; run ./platform render and commit the result [tree]',
      ]);
    } finally {
      removeFolder(other);
    }
  });

  it('fails on an exception whose day has passed, and tells its place', async () => {
    const expired = {
      policy: 'require-image-digest',
      namespace: 'prod',
      name: 'xwiki',
      reason: 'a reason of some length',
      expires: '2020-01-01',
    };
    const other = sampleRepository({ cluster: { policies: { exceptions: [expired] } } });
    try {
      const { code, lines } = await run({ root: other });
      expect(code).toBe(exitCode.findings);
      expect(lines.join('\n')).toMatch(
        /error +clusters\/sample\/cluster\.yaml:\d+:\d+: the exception from require-image-digest .* ended on 2020-01-01/,
      );
    } finally {
      removeFolder(other);
    }
  });
});
