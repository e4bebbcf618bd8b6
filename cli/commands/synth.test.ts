import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import { render } from '../../charts-src/main';
import { ran, useSampleRepository } from '../../charts-src/testing/command';
import { checked } from '../../charts-src/testing/sample';
import { identity, type KubernetesObject } from '../../charts-src/tree/objects';
import { exitCode } from '../output';
import { synthCommand } from './synth';

const sample = useSampleRepository();

describe('synthCommand', () => {
  const synth = (outdir: string) => ran((output) => synthCommand({ root: sample.root, outdir }, output));

  it('gives the same objects as render, one file a unit', () => {
    expect(synth('cdk8s.out').code).toBe(exitCode.success);
    const { units } = render(checked(sample.root), sample.root);
    for (const { cluster, unit, objects } of units.filter(({ objects: all }) => all.length > 0)) {
      const file = join(sample.root, 'cdk8s.out', cluster, `${unit.name}.k8s.yaml`);
      const documents = parseAllDocuments(readFileSync(file, 'utf8')).map((document) => document.toJS() as KubernetesObject);
      const sorted = documents.sort((a, b) => (identity(a) < identity(b) ? -1 : 1));
      expect(sorted).toEqual(objects.map(({ object }) => object));
    }
    expect(readdirSync(join(sample.root, 'cdk8s.out'))).toEqual(['sample']);
  });

  it.each(['generated', './generated/', 'generated/sample', 'cdk8s.out/../generated'])('refuses %s, which is not its own', (outdir) => {
    expect(synth(outdir).code).toBe(exitCode.usage);
    expect(existsSync(join(sample.root, 'generated'))).toBe(false);
  });

  it('refuses generated/ by its whole path too', () => {
    expect(synth(join(sample.root, 'generated')).code).toBe(exitCode.usage);
  });
});
