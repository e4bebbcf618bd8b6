import { cpSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { formatFault, sortFaults } from './fault';
import { removeCopies, repository } from './fixtures/overlay';
import { loadInventory } from './load';

afterAll(removeCopies);

/** A base repository after each named file was changed. */
function changed(edits: Readonly<Record<string, readonly [from: string, to: string]>>): string {
  const root = repository();
  for (const [file, [from, to]] of Object.entries(edits)) {
    const text = readFileSync(join(root, file), 'utf8');
    if (!text.includes(from)) throw new Error(`${file} does not hold ${from}`);
    writeFileSync(join(root, file), text.replaceAll(from, to));
  }
  return root;
}
const told = (root: string) =>
  loadInventory(root).faults.map(({ code, file, field }) => [code, file.replace(/^.*\//, ''), field].join(' '));

describe('loadInventory', () => {
  it('tells all faults of all files in one run, sorted', () => {
    const root = changed({
      'versions.yaml': ['own: true', 'owned: true'],
      'clusters/demo/cluster.yaml': ['ingress: nginx', 'ingres: nginx'],
      'clusters/demo/environments/live.yaml': ['"15 2 * * *"', '"15 2 * *"'],
      'clusters/demo/environments/stage.yaml': ['storage: 10Gi', 'storage: 10G'],
      'clusters/demo/environments/try-01.yaml': ['port: 8080', 'port: 80'],
      'clusters/demo/secrets/try-01/api-token.sops.yaml': ['ENC[', 'DEC['],
    });
    const { faults, inventory } = loadInventory(root);
    expect(inventory).toBeUndefined();
    expect(told(root)).toEqual([
      'unknown-field cluster.yaml ingres',
      'bad-value live.yaml backup.schedule',
      'bad-value stage.yaml workloads.mysql.storage',
      'bad-value stage.yaml workloads.xwiki.storage',
      'bad-value try-01.yaml workloads.shop.port',
      'bad-value try-01.yaml workloads.prices.port',
      'clear-text-secret api-token.sops.yaml stringData.token',
      'unknown-field versions.yaml images.xwiki.owned',
      'unknown-field versions.yaml images.images.owned',
    ]);
    expect(faults).toEqual(sortFaults([...faults].reverse()));
  });

  it('tells faults between files beside those within files', () => {
    const root = changed({
      'clusters/demo/environments/live.yaml': ['host: wiki.demo.example.org', 'host: wiki.example.com'],
      'clusters/demo/environments/stage.yaml': ['storage: 10Gi }', 'storage: 10G }'],
      'clusters/demo/environments/meet.yaml': ['store: disk', 'store: disk, replicas: 2'],
    });
    expect(told(root)).toEqual([
      'host-outside-domain live.yaml workloads.xwiki.host',
      'workload-rule meet.yaml workloads.images.replicas',
      'bad-value stage.yaml workloads.mysql.storage',
      'bad-value stage.yaml workloads.xwiki.storage',
    ]);
  });

  const alone: readonly (readonly [name: string, edits: Parameters<typeof changed>[0], told: readonly string[]])[] = [
    [
      'a cluster file with a fault',
      { 'clusters/demo/cluster.yaml': ['domain: demo', 'domian: demo'] },
      ['missing-field cluster.yaml domain', 'unknown-field cluster.yaml domian'],
    ],
    ['a cluster file that is no YAML', { 'clusters/demo/cluster.yaml': ['domain:', '\tdomain:'] }, ['yaml-syntax cluster.yaml ']],
    ['a catalogue that is no YAML', { 'versions.yaml': ['images:', '\timages:'] }, ['yaml-syntax versions.yaml ']],
    [
      'a shared environment with a fault, for its tenants',
      { 'clusters/demo/environments/common.yaml': ['kind: shared', 'kind: shard'] },
      ['bad-value common.yaml kind'],
    ],
    [
      'a shared service with a fault, for its tenants',
      { 'clusters/demo/environments/common.yaml': ['quota: 50Gi', 'quota: 50G'] },
      ['bad-value common.yaml workloads.images.quota'],
    ],
    [
      'a database with a fault, for its wiki',
      { 'clusters/demo/environments/stage.yaml': ['kind: mysql,', 'kind: mysqll,'] },
      ['unknown-kind stage.yaml workloads.mysql.kind'],
    ],
    [
      'a workload with a fault, for flows to it',
      { 'clusters/demo/environments/try-01.yaml': ['prices: { kind: service', 'prices: { kind: servic'] },
      ['unknown-kind try-01.yaml workloads.prices.kind'],
    ],
  ];

  it.each(alone)('blames nobody else for %s', (_, edits, faults) => {
    expect(told(changed(edits))).toEqual(faults);
  });

  it('says the same whatever the folder is called and however often it is asked', () => {
    const name = join('invalid', 'duplicate-host');
    const [first, second] = [repository(name), repository(name)].map((root) => loadInventory(root).faults.map(formatFault));
    expect(first).toEqual(second);
  });
});

describe('the data of this repository', () => {
  const root = process.cwd();

  it('has no faults', () => {
    expect(loadInventory(root).faults.map(formatFault)).toEqual([]);
  });

  it('lets any environment be retired', () => {
    const copy = repository();
    for (const folder of ['clusters', 'policies', 'versions.yaml']) {
      rmSync(join(copy, folder), { recursive: true });
      cpSync(join(root, folder), join(copy, folder), { recursive: true });
    }
    for (const cluster of readdirSync(join(copy, 'clusters')))
      for (const file of readdirSync(join(copy, 'clusters', cluster, 'environments'))) {
        const path = join(copy, 'clusters', cluster, 'environments', file);
        const text = readFileSync(path, 'utf8');
        // Tenants need their shared service for as long as they are there.
        if (!/^kind: shared$/m.test(text)) writeFileSync(path, `${text}retired: true\n`);
      }
    const { inventory, faults } = loadInventory(copy);
    expect(faults.map(formatFault)).toEqual([]);
    expect(inventory?.clusters.every(({ environments }) => environments.some(({ spec }) => spec.retired))).toBe(true);
  });
});
