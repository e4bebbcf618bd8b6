import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Identity, Server } from './api';

/** Writes a kubeconfig (JSON is YAML) that only its owner reads; tells its path. */
export function kubeconfig(folder: string, name: string, { url, ca }: Server, { token }: Identity): string {
  const path = join(folder, `${name}.kubeconfig`);
  const config = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: 'test', cluster: { server: url, 'certificate-authority-data': Buffer.from(ca).toString('base64') } }],
    users: [{ name: 'test', user: { token } }],
    contexts: [{ name: 'test', context: { cluster: 'test', user: 'test' } }],
    'current-context': 'test',
  };
  writeFileSync(path, JSON.stringify(config), { mode: 0o600 });
  return path;
}
