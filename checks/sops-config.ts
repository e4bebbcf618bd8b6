import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Inventory } from '../charts-src/inventory/model';
import { sopsConfig } from '../charts-src/inventory/sops-config';
import type { Finding } from './finding';

/** `.sops.yaml` names exactly the recipients of the data: a person who edits a secret encrypts for the same keys. */
export function sopsConfigFindings(root: string, inventory: Inventory): Finding[] {
  const path = join(root, '.sops.yaml');
  const text = existsSync(path) ? readFileSync(path, 'utf8') : undefined;
  if (text === sopsConfig(inventory)) return [];
  return [
    {
      check: 'secrets',
      level: 'error',
      subject: '.sops.yaml',
      message: text === undefined ? 'is missing' : 'does not name the recipients of the data',
      remedy: 'run ./platform secrets init <cluster>, which writes it',
    },
  ];
}
