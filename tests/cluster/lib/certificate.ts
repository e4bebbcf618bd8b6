import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

export interface Certificate {
  readonly key: string;
  readonly certificate: string;
  /** File with the certificate, for programs that are told whom to trust. */
  readonly file: string;
}

/** A certificate for host names, signed by itself and good for two days. */
export function selfSigned(folder: string, hosts: readonly string[]): Certificate {
  const key = join(folder, 'web.key');
  const file = join(folder, 'web.pem');
  const names = hosts.map((host) => `DNS:${host}`).join(',');
  const kind = ['-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2'];
  const subject = ['-subj', '/CN=test', '-addext', `subjectAltName=${names}`];
  execFileSync('openssl', ['req', ...kind, ...subject, '-keyout', key, '-out', file], { stdio: ['ignore', 'ignore', 'pipe'] });
  return { key: readFileSync(key, 'utf8'), certificate: readFileSync(file, 'utf8'), file };
}
