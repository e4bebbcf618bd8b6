import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { parse, stringify } from 'yaml';
import type { Inventory } from '../inventory/model';
import { render } from '../main';
import { clusterFile, environmentFiles, versions } from '../testing/data';
import { repository, sampleInventory } from '../testing/sample';

const bytes = (inventory: Inventory): string => JSON.stringify([...render(inventory, repository).files].sort());

/** The same data with every mapping written in the opposite order. */
function reversed(data: unknown): unknown {
  if (Array.isArray(data)) return data.map(reversed);
  if (typeof data !== 'object' || data === null) return data;
  const entries = Object.entries(data).map(([key, value]) => [key, reversed(value)]);
  return Object.fromEntries(entries.reverse());
}

describe('render', () => {
  const expected = bytes(sampleInventory());
  afterEach(() => jest.restoreAllMocks());

  it('gives the same bytes a second time', () => {
    expect(bytes(sampleInventory())).toBe(expected);
  });

  it('gives the same bytes from files whose keys stand in another order', () => {
    const environments = Object.entries(environmentFiles).map(([name, text]) => [name, stringify(reversed(parse(text)))]);
    const turned = sampleInventory({
      versions: reversed(versions) as object,
      cluster: reversed(clusterFile) as object,
      environments: Object.fromEntries(environments.reverse()),
    });
    expect(bytes(turned)).toBe(expected);
  });

  it('gives the same bytes in another time zone and language', () => {
    const { env } = process;
    try {
      process.env = { ...env, TZ: 'Asia/Kathmandu', LANG: 'tr_TR.UTF-8', LC_ALL: 'tr_TR.UTF-8', HOME: '/nonexistent' };
      expect(bytes(sampleInventory())).toBe(expected);
    } finally {
      process.env = env;
    }
  });

  it('asks no clock and throws no dice', () => {
    const inventory = sampleInventory();
    const refuse = (what: string) => () => {
      throw new Error(`the render asked for ${what}`);
    };
    jest.spyOn(Math, 'random').mockImplementation(refuse('a random number'));
    jest.spyOn(Date, 'now').mockImplementation(refuse('the time'));
    expect(bytes(inventory)).toBe(expected);
  });

  it('leaves what it was given as it was', () => {
    const inventory = sampleInventory();
    const before = JSON.stringify(inventory);
    render(inventory, repository);
    expect(JSON.stringify(inventory)).toBe(before);
  });
});

describe('what charts-src/main.ts is made of', () => {
  const { metafile } = buildSync({
    entryPoints: ['charts-src/main.ts'],
    absWorkingDir: repository,
    bundle: true,
    write: false,
    metafile: true,
    platform: 'node',
    packages: 'external',
  });
  const sources = Object.keys(metafile.inputs).filter((file) => file.endsWith('.ts'));

  it('is every generator', () => {
    expect(sources).toContain('charts-src/workloads/mysql/index.ts');
    expect(sources.length).toBeGreaterThan(40);
  });

  /** What would make two renders of the same data differ, or let them reach beyond the repository. */
  const impure = [
    { name: 'the clock', pattern: /\bDate\(\)|Date\.now|performance\.now|hrtime/ },
    { name: 'chance', pattern: /Math\.random|randomUUID|randomBytes|getRandomValues/ },
    { name: 'the environment', pattern: /process\.(env|argv|cwd|platform)|node:os\b/ },
    { name: 'the locale', pattern: /toLocale|localeCompare|\bIntl\b/ },
    { name: 'the network or other programs', pattern: /node:(http|https|net|dns|tls|child_process)\b|\bfetch\(/ },
  ];
  it.each(impure)('asks nothing of $name', ({ pattern }) => {
    const found = sources.flatMap((file) =>
      readFileSync(join(repository, file), 'utf8')
        .split('\n')
        .flatMap((line, i) => (pattern.test(line) ? [`${file}:${i + 1}: ${line.trim()}`] : [])),
    );
    expect(found).toEqual([]);
  });
});
