import { stringify } from 'yaml';
import type { Inventory } from './model';

/** Fields of a Secret that are encrypted; names and labels stay readable, so that a review sees what changes. */
export const encryptedFields = '^(data|stringData)$';

/** `.sops.yaml`, from the recipients of each cluster: a person's `sops edit` follows the same rules as `secrets init`. */
export function sopsConfig({ clusters }: Inventory): string {
  const rules = clusters
    .filter(({ spec }) => spec.secrets.ageRecipients.length > 0)
    .map(({ name, spec }) => ({
      path_regex: `^clusters/${name}/secrets/.*\\.sops\\.yaml$`,
      encrypted_regex: encryptedFields,
      age: spec.secrets.ageRecipients.join(','),
    }));
  return `# Written by "./platform secrets init" from secrets.ageRecipients of each cluster.yaml. Do not edit.\n${stringify({ creation_rules: rules })}`;
}
