import { spawn } from 'node:child_process';
import { encryptedFields } from '../charts-src/inventory/sops-config';

/**
 * A Secret as sops writes it. The clear text goes to sops by its standard input, never to the disk or an argument.
 * Rejects with sops' own words when it refuses.
 */
export function encrypt(sops: string, secret: object, recipients: readonly string[]): Promise<string> {
  const args = ['encrypt', '--age', recipients.join(','), '--encrypted-regex', encryptedFields];
  const types = ['--input-type', 'json', '--output-type', 'yaml', '--filename-override', 'secret.sops.yaml'];
  // A .sops.yaml above the working folder would add rules of its own.
  const env = { PATH: process.env.PATH ?? '', HOME: '/nonexistent', SOPS_DISABLE_VERSION_CHECK: '1' };
  return new Promise((resolve, reject) => {
    const child = spawn(sops, [...args, ...types], { env, cwd: '/', stdio: ['pipe', 'pipe', 'pipe'] });
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    child.on('error', reject);
    child.on('close', (code) => {
      if (code === 0) resolve(Buffer.concat(out).toString('utf8'));
      else reject(new Error(`could not encrypt: ${Buffer.concat(err).toString('utf8').trim()}`));
    });
    // A sops that refuses ends before it has read everything; its exit code tells.
    child.stdin.on('error', () => undefined);
    child.stdin.end(JSON.stringify(secret));
  });
}
