import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { noTools, withVariables } from '../charts-src/testing/command';
import { repository } from '../charts-src/testing/sample';
import { ensureTool, ToolError } from './build';
import { tools } from './catalogue';
import { builtPath, cacheFolder, findTool, pinnedVersion } from './find';

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'tools-'));
  goMod('require (\n\tgithub.com/getsops/other v1.0.0\n\tgithub.com/getsops/sops/v3 v3.13.3 // indirect\n)\n');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const write = (file: string, text: string, mode = 0o644) => {
  mkdirSync(dirname(join(root, file)), { recursive: true });
  writeFileSync(join(root, file), text, { mode });
  return join(root, file);
};
const goMod = (text: string) => write('tools/sops/go.mod', `module tools\n\ngo 1.26\n\n${text}`);
const program = (file: string, prints: string, mode = 0o755) => write(file, `#!/bin/sh\necho '${prints}'\n`, mode);
const find = (variables: Readonly<Record<string, string | undefined>>) =>
  withVariables({ ...noTools, ...variables }, () => findTool(root, 'sops'));

describe('pinnedVersion', () => {
  it.each(Object.values(tools))('is in the go.mod of $name', (tool) => {
    expect(pinnedVersion(repository, tool)).toMatch(/^v\d+\.\d+\.\d+$/);
  });

  it('is read from a block or a line of its own', () => {
    expect(pinnedVersion(root, tools.sops)).toBe('v3.13.3');
    goMod('require github.com/getsops/sops/v3 v3.14.0\n');
    expect(pinnedVersion(root, tools.sops)).toBe('v3.14.0');
  });

  it('is missed with the name of the file', () => {
    goMod('require github.com/getsops/sops v2.0.0\n');
    expect(() => pinnedVersion(root, tools.sops)).toThrow(
      'could not read the version of github.com/getsops/sops/v3 in tools/sops/go.mod; add it to require',
    );
  });
});

describe('cacheFolder', () => {
  it.each([
    { variables: { PLATFORM_CACHE: '/c' }, folder: '/c' },
    { variables: { PLATFORM_CACHE: undefined, XDG_CACHE_HOME: '/x' }, folder: '/x/platform' },
  ])('is $folder with $variables', async ({ variables, folder }) => {
    expect(await withVariables(variables, cacheFolder)).toBe(folder);
  });
});

describe('findTool', () => {
  it('finds nothing on a machine that has nothing', async () => {
    expect(await find({})).toBeUndefined();
  });

  it('takes the one that its variable names', async () => {
    const named = program('mine', 'whatever');
    program('cache/tools/sops-v3.13.3/sops', '');
    expect(await find({ PLATFORM_TOOL_SOPS: named, PLATFORM_CACHE: join(root, 'cache') })).toBe(named);
  });

  it('takes the one built in that version, and none of another', async () => {
    program('cache/tools/sops-v3.13.2/sops', '');
    expect(await find({ PLATFORM_CACHE: join(root, 'cache') })).toBeUndefined();
    const built = program('cache/tools/sops-v3.13.3/sops', '');
    expect(await find({ PLATFORM_CACHE: join(root, 'cache') })).toBe(built);
    expect(await withVariables({ PLATFORM_CACHE: join(root, 'cache') }, () => builtPath(root, tools.sops))).toBe(built);
  });

  it.each([
    { prints: 'sops 3.13.3', found: true },
    { prints: 'sops v3.13.3 (latest)', found: true },
    { prints: 'sops 3.13.30', found: false },
    { prints: 'sops 13.13.3', found: false },
    { prints: 'sops 3.13.3.1', found: false },
    { prints: 'sops 3x13x3', found: false },
    { prints: '', found: false },
  ])('takes one on PATH that prints "$prints": $found', async ({ prints, found }) => {
    program('bin/sops', prints);
    expect(await find({ PATH: `/nonexistent:${join(root, 'bin')}` })).toBe(found ? join(root, 'bin/sops') : undefined);
  });

  it('passes by what is no program: a file without the right, a folder, one that fails', async () => {
    program('a/sops', '3.13.3', 0o644);
    mkdirSync(join(root, 'b/sops'), { recursive: true });
    write('c/sops', '#!/bin/sh\necho 3.13.3\nexit 1\n', 0o755);
    const last = program('d/sops', '3.13.3');
    expect(await find({ PATH: ['a', 'b', 'c', 'd'].map((folder) => join(root, folder)).join(':') })).toBe(last);
  });

  it('passes by a folder that its variable or the cache names', async () => {
    mkdirSync(join(root, 'cache/tools/sops-v3.13.3/sops'), { recursive: true });
    expect(await find({ PLATFORM_TOOL_SOPS: root, PLATFORM_CACHE: join(root, 'cache') })).toBeUndefined();
  });
});

describe('ensureTool', () => {
  const notes: string[] = [];
  const ensure = (variables: Readonly<Record<string, string | undefined>>) =>
    withVariables({ ...noTools, PLATFORM_CACHE: join(root, 'cache'), ...variables }, () =>
      ensureTool(root, 'sops', (text) => notes.push(text)),
    );
  beforeEach(() => notes.splice(0));

  it('builds nothing that is there', async () => {
    const built = program('cache/tools/sops-v3.13.3/sops', '');
    expect([await ensure({}), notes]).toEqual([built, []]);
  });

  it('builds into the cache with the module as it is pinned, and leaves nothing beside it', async () => {
    write(
      'bin/go',
      `#!/bin/sh\necho "$@" >${root}/args\nfor last; do case $before in -o) echo built >"$last" ;; esac; before=$last; done\n`,
      0o755,
    );
    const built = await ensure({ PATH: `${join(root, 'bin')}:/usr/bin:/bin` });
    expect(built).toBe(join(root, 'cache/tools/sops-v3.13.3/sops'));
    expect(notes).toEqual([expect.stringMatching(/^Building sops from github.com\/getsops\/sops\/v3 /)]);
    expect(readdirSync(dirname(built))).toEqual(['sops']);
    expect(readFileSync(join(root, 'args'), 'utf8')).toMatch(/^build -trimpath -o .* github\.com\/getsops\/sops\/v3\/cmd\/sops$/m);
  });

  it.each([
    { name: 'there is no Go', go: undefined, says: 'could not build sops: go could not be started' },
    { name: 'the build fails', go: 'exit 3', says: 'could not build sops: go build ended with 3; its output is above' },
  ])('says so when $name, and leaves nothing that looks built', async ({ go, says }) => {
    if (go !== undefined) write('bin/go', `#!/bin/sh\n${go}\n`, 0o755);
    const building = ensure({ PATH: `${join(root, 'bin')}:/nonexistent` });
    await expect(building).rejects.toThrow(ToolError);
    await expect(building).rejects.toThrow(says);
    expect(await find({ PLATFORM_CACHE: join(root, 'cache') })).toBeUndefined();
  });
});
