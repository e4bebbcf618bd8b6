import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { render } from '../../charts-src/main';
import { recorded, removeFolder, sampleRepository } from '../../charts-src/testing/command';
import { checked } from '../../charts-src/testing/sample';
import { identity, type KubernetesObject } from '../../charts-src/tree/objects';
import { type ExitCode, exitCode, type Output } from '../output';
import { synthCommand } from './synth';

let root: string;
beforeAll(() => {
  root = sampleRepository();
});
afterAll(() => removeFolder(root));
const run = (command: (output: Output) => ExitCode) => {
  const output = recorded();
  return { code: command(output), ...output };
};

describe('synthCommand', () => {
  const synth = (outdir: string) => run((output) => synthCommand({ root, outdir }, output));

  it('gives the same objects as render, one file a unit', () => {
    expect(synth('cdk8s.out').code).toBe(exitCode.success);
    const { units } = render(checked(root), root);
    for (const { cluster, unit, objects } of units.filter(({ objects: all }) => all.length > 0)) {
      const file = join(root, 'cdk8s.out', cluster, `${unit.name}.k8s.yaml`);
      const documents = parseAllDocuments(readFileSync(file, 'utf8')).map((document) => document.toJS() as KubernetesObject);
      const sorted = documents.sort((a, b) => (identity(a) < identity(b) ? -1 : 1));
      expect(sorted).toEqual(objects.map(({ object }) => object));
    }
    expect(readdirSync(join(root, 'cdk8s.out'))).toEqual(['sample']);
  });

  it.each(['generated', './generated/', 'generated/sample', 'cdk8s.out/../generated'])('refuses %s, which is not its own', (outdir) => {
    expect(synth(outdir).code).toBe(exitCode.usage);
    expect(existsSync(join(root, 'generated'))).toBe(false);
  });

  it('refuses generated/ by its whole path too', () => {
    expect(synth(join(root, 'generated')).code).toBe(exitCode.usage);
  });
});
