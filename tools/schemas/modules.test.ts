import { pins } from './modules';

const goMod = 'module x\n\ngo 1.26\n\nrequire (\n\texample.org/a v1.2.3\n\texample.org/b/v2 v2.0.0\n)\n';

describe('pins', () => {
  it('reads modules, versions and checksums', () => {
    const goSum = 'example.org/a v1.2.3 h1:aa=\nexample.org/a v1.2.3/go.mod h1:xx=\nexample.org/b/v2 v2.0.0 h1:bb=\n';
    expect(pins(goMod, goSum)).toEqual([
      { module: 'example.org/a', version: 'v1.2.3', sum: 'h1:aa=' },
      { module: 'example.org/b/v2', version: 'v2.0.0', sum: 'h1:bb=' },
    ]);
  });

  it('names a module that go.sum does not know', () => {
    expect(() => pins(goMod, 'example.org/a v1.2.3 h1:aa=\n')).toThrow('no checksum for example.org/b/v2@v2.0.0');
  });
});
