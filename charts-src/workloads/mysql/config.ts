import { toBytes } from '../../inventory/quantity';
import type { MysqlSpec } from './model';

/** Share of the memory limit that InnoDB caches pages in; the rest is for connections, sorts and the dictionary. */
const bufferPoolShare = 0.55;
/** InnoDB rounds its pool to chunks of this size, in bytes; a value that is no multiple would be raised over the limit. */
const chunk = 128 * 2 ** 20;

/** Size of the buffer pool for a memory limit, in bytes. */
export function bufferPool(memory: string): number {
  return Math.max(chunk, Math.floor((toBytes(memory) * bufferPoolShare) / chunk) * chunk);
}

export const dataFolder = '/var/lib/mysql';
export const runFolder = '/run/mysqld';
export const initFolder = '/run/init';

/** my.cnf: what XWiki needs of MySQL 8, and nothing that a client could use to reach the file system. */
export function myCnf(spec: MysqlSpec): string {
  return `[mysqld]
# utf8mb4 everywhere: page names hold any character, and compare exactly.
character-set-server = utf8mb4
collation-server = utf8mb4_bin
# XWiki stores attachments' metadata and old revisions in single packets.
max_allowed_packet = 512M
max_connections = 150
innodb_buffer_pool_size = ${bufferPool(spec.resources.memory)}
# The server rounds the pool up to chunks times instances: with eight of them, by up to 1 GiB over the limit.
innodb_buffer_pool_instances = 1
innodb_buffer_pool_chunk_size = ${chunk}
# Every acknowledged commit is on disk.
innodb_flush_log_at_trx_commit = 1
innodb_flush_method = O_DIRECT
# One server without replicas: a binary log would only fill the volume.
skip-log-bin
datadir = ${dataFolder}/data
socket = ${runFolder}/mysqld.sock
pid-file = ${runFolder}/mysqld.pid
init-file = ${initFolder}/users.sql
mysqlx = OFF
local_infile = OFF
secure_file_priv = NULL
skip_name_resolve = ON
`;
}
