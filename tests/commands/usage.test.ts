import { Clone } from '../clone';

jest.setTimeout(120_000);

let clone: Clone;
beforeAll(() => {
  clone = new Clone();
});
afterAll(() => clone.remove());

describe('./platform', () => {
  it('shows every command', () => {
    const { code, out } = clone.platform(['--help']);
    expect(code).toBe(0);
    for (const command of ['up', 'render', 'check', 'flows', 'env', 'secrets', 'schemas', 'test'])
      expect(out).toMatch(new RegExp(`^  ${command}\\b`, 'm'));
    expect(out).toContain('Exit codes: 0 success, 1 findings, 2 wrong usage.');
  });

  it.each([
    { args: [], says: 'Usage: platform' },
    { args: ['rendr'], says: "unknown command 'rendr'" },
    { args: ['render', '--no-such-option'], says: "unknown option '--no-such-option'" },
    { args: ['flows'], says: "missing required argument 'environment'" },
    { args: ['flows', 'nowhere'], says: 'There is no environment nowhere' },
    { args: ['env'], says: 'Usage: platform env' },
    { args: ['env', 'remove'], says: "unknown command 'remove'" },
    { args: ['secrets', 'init'], says: "missing required argument 'cluster'" },
    { args: ['secrets', 'init', 'nowhere'], says: 'There is no cluster nowhere' },
    { args: ['render', '--only', 'nowhere/unit'], says: 'There is no unit nowhere/unit' },
    { args: ['test', 'nothing'], says: 'There is no tier nothing' },
  ])('answers $args with 2, and with what was wrong', ({ args, says }) => {
    const { code, err, out } = clone.platform(args);
    expect({ code, out }).toEqual({ code: 2, out: '' });
    expect(err).toContain(says);
    expect(err).not.toMatch(/^\s+at /m);
  });

  it('works from any folder, though its path holds a space', () => {
    expect(clone.folder).toContain(' ');
    const { code, out } = clone.run('sh', ['-c', `cd / && "${clone.folder}/platform" env list`]);
    expect([code, out.split('\n')[0]]).toEqual([0, expect.stringMatching(/^CLUSTER +ENVIRONMENT/)]);
  });

  it('works through links to it, one after another', () => {
    clone.run('sh', ['-c', 'mkdir -p bin && ln -sf ../platform bin/first && ln -sf "$PWD/bin/first" bin/second']);
    const { code, out } = clone.run('sh', ['-c', `cd / && "${clone.folder}/bin/second" env list`]);
    expect([code, out.split('\n')[0]]).toEqual([0, expect.stringMatching(/^CLUSTER +ENVIRONMENT/)]);
  });

  it('says what is missing where there is no home to keep programs in', () => {
    const { code, err } = clone.run('sh', ['-c', 'unset HOME PLATFORM_CACHE XDG_CACHE_HOME; ./platform env list']);
    expect([code, err]).toEqual([2, expect.stringContaining('HOME: is not set; set it, or PLATFORM_CACHE')]);
  });

  it('answers with what it found though its reader went away', () => {
    const versions = clone.read('versions.yaml');
    clone.write('versions.yaml', 'images: [');
    // The reader ends before the command does; the code of the command is kept in a file.
    clone.run('sh', ['-c', '{ ./platform render --json; echo $? >code; } | true']);
    clone.write('versions.yaml', versions);
    expect(clone.read('code').trim()).toBe('1');
  });

  it('writes no colours where no terminal reads', () => {
    expect(clone.platform(['flows', clone.shared().environment]).out).not.toContain('\u001b');
  });
});
