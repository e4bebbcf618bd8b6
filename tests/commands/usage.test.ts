import { Clone } from './clone';

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

  it('writes no colours where no terminal reads', () => {
    expect(clone.platform(['flows', clone.shared().environment]).out).not.toContain('\u001b');
  });
});
