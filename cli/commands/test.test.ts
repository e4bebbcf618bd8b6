import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { recorded } from '../../charts-src/testing/command';
import { repository } from '../../charts-src/testing/sample';
import { tools } from '../../tools/catalogue';
import { exitCode } from '../output';
import { testCommand, tierNames, tiers } from './test';

describe('testCommand', () => {
  it('refuses a tier that there is not, and names those that there are', async () => {
    const output = recorded();
    expect(await testCommand({ root: repository, tier: 'al' }, output)).toBe(exitCode.usage);
    expect([output.lines, output.notes]).toEqual([[], [`There is no tier al; choose one of ${tierNames.join(', ')}.`]]);
  });
});

describe('tiers', () => {
  // biome-ignore lint/suspicious/noExplicitAny: the configuration is plain JavaScript.
  const { projects }: any = jest.requireActual('../../jest.config.cjs');

  it('are every project of jest, each once', () => {
    const run = Object.values(tiers).flatMap((tier) => ('project' in tier ? [tier.project] : []));
    expect([...run].sort()).toEqual(projects.map(({ displayName }: { displayName: string }) => displayName).sort());
  });

  it('ask for tools that can be built', () => {
    for (const { tools: names } of Object.values(tiers))
      for (const name of names) expect(existsSync(join(repository, 'tools', tools[name].folder, 'go.sum'))).toBe(true);
  });

  it('leave no test file out', () => {
    const roots: string[] = projects.flatMap(({ roots: folders }: { roots: string[] }) => folders);
    for (const room of ['charts-src', 'checks', 'cli', 'tools', 'tests/commands', 'tests/policies'])
      expect(roots).toContain(`<rootDir>/${room}`);
  });
});
