import { pins } from '../../testing/data';
import { bufferPool, myCnf } from './config';
import type { MysqlSpec } from './model';

const spec: MysqlSpec = {
  kind: 'mysql',
  version: pins.mysql,
  exporter: pins.exporter,
  storage: '1Gi',
  storageClass: 'longhorn-db',
  resources: { cpu: '1', memory: '2Gi' },
  databases: ['xwiki'],
};
const mebi = 2 ** 20;

describe('bufferPool', () => {
  it.each([
    { memory: '512Mi', pool: 256 },
    { memory: '1Gi', pool: 512 },
    { memory: '2Gi', pool: 1024 },
    { memory: '3Gi', pool: 1664 },
    { memory: '4Gi', pool: 2176 },
    { memory: '16Gi', pool: 8960 },
    { memory: '64Mi', pool: 128 },
  ])('is $pool MiB for a limit of $memory', ({ memory, pool }) => {
    expect(bufferPool(memory) / mebi).toBe(pool);
  });

  it('is whole chunks, and leaves two fifths to everything else', () => {
    for (let gibi = 1; gibi <= 64; gibi++) {
      const pool = bufferPool(`${gibi}Gi`);
      expect(pool % (128 * mebi)).toBe(0);
      expect(pool).toBeLessThanOrEqual(gibi * 1024 * mebi * 0.6);
      expect(pool).toBeGreaterThanOrEqual(gibi * 1024 * mebi * 0.4);
    }
  });
});

describe('myCnf', () => {
  const settings = new Map(
    myCnf(spec)
      .split('\n')
      .filter((line) => line !== '' && !/^[#[]/.test(line))
      .map((line) => line.split(' = ') as [string, string | undefined]),
  );

  it.each([
    ['character-set-server', 'utf8mb4'],
    ['collation-server', 'utf8mb4_bin'],
    ['max_allowed_packet', '512M'],
    ['innodb_buffer_pool_size', `${bufferPool('2Gi')}`],
    ['innodb_flush_log_at_trx_commit', '1'],
    ['local_infile', 'OFF'],
    ['secure_file_priv', 'NULL'],
    ['init-file', '/run/init/users.sql'],
    ['datadir', '/var/lib/mysql/data'],
  ])('sets %s to %s', (name, value) => {
    expect(settings.get(name)).toBe(value);
  });

  it('names nothing that MySQL 8.4 no longer knows', () => {
    for (const gone of ['default_authentication_plugin', 'mysql_native_password', 'expire_logs_days', 'skip-host-cache'])
      expect(settings.has(gone)).toBe(false);
  });
});
