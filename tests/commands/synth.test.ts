import { parse, parseAllDocuments } from 'yaml';
import { identity, type KubernetesObject } from '../../charts-src/tree/objects';
import { Clone } from '../clone';

jest.setTimeout(120_000);

let clone: Clone;
beforeAll(() => {
  clone = new Clone();
});
afterAll(() => clone.remove());

/** Objects by cluster and identity. */
function byIdentity(files: ReadonlyMap<string, string>): Map<string, KubernetesObject> {
  const found = [...files].flatMap(([file, text]) => {
    const [cluster = ''] = file.split('/');
    return parseAllDocuments(text).map((document) => [cluster, document.toJS() as KubernetesObject] as const);
  });
  return new Map(found.map(([cluster, object]) => [`${cluster} ${identity(object)}`, object]));
}

describe('npx cdk8s synth', () => {
  it('gives the same objects as render, into a folder of its own', () => {
    expect(clone.platform(['render']).code).toBe(0);
    const before = clone.files('generated');
    const objects = new Map([...before].filter(([file, text]) => !file.endsWith('/kustomization.yaml') && parse(text).kind !== undefined));
    expect(clone.run('node_modules/.bin/cdk8s', ['synth'], { CHECK_UPGRADE: 'false' }).code).toBe(0);
    const synthesised = byIdentity(clone.files('cdk8s.out'));
    const rendered = byIdentity(objects);
    expect([...synthesised.keys()].sort()).toEqual([...rendered.keys()].sort());
    for (const [key, object] of rendered) expect(synthesised.get(key)).toEqual(object);
    expect(clone.files('generated')).toEqual(before);
  });
});
