import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { noTools, recorded, removeFolder, sampleRepository, useSampleRepository, withVariables } from '../../charts-src/testing/command';
import { exitCode } from '../output';
import { upCommand } from './up';

const sample = useSampleRepository();

describe('upCommand', () => {
  it('renders, checks, prints the way on, and answers with what it found', async () => {
    const output = recorded();
    const code = await withVariables(noTools, () => upCommand({ root: sample.root }, output));
    // The sample has no .sops.yaml.
    expect(code).toBe(exitCode.findings);
    expect(output.lines).toEqual(
      expect.arrayContaining([
        expect.stringMatching(/^Rendered \d+ files/),
        'The findings above must be mended before Flux may sync generated/.',
        'From here:',
      ]),
    );
    expect(existsSync(join(sample.root, 'generated/sample/ownership.yaml'))).toBe(true);
  });

  it('prints one JSON document that a program reads', async () => {
    const output = recorded();
    const code = await withVariables(noTools, () => upCommand({ root: sample.root, json: true }, output));
    expect([code, output.notes]).toEqual([exitCode.findings, []]);
    expect(JSON.parse(output.lines.join('\n'))).toMatchObject({
      ok: false,
      render: { ok: true, files: expect.any(Number) },
      check: { ok: false, findings: expect.arrayContaining([expect.objectContaining({ subject: '.sops.yaml' })]) },
    });
  });

  it('stops at data with faults', async () => {
    const broken = sampleRepository({ environments: { one: 'kind: [\n' } });
    try {
      const output = recorded();
      expect(await upCommand({ root: broken }, output)).toBe(exitCode.findings);
      expect([output.lines, existsSync(join(broken, 'generated'))]).toEqual([[], false]);
    } finally {
      removeFolder(broken);
    }
  });
});
