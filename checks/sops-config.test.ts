import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { sopsConfig } from '../charts-src/inventory/sops-config';
import { inFolder, sampleInventory } from '../charts-src/testing/sample';
import { sopsConfigFindings } from './sops-config';

const recipient = 'age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p';
const inventory = sampleInventory({ cluster: { secrets: { ageRecipients: [recipient] } } });
const findings = (text: string | undefined) =>
  inFolder((root) => {
    if (text !== undefined) writeFileSync(join(root, '.sops.yaml'), text);
    return sopsConfigFindings(root, inventory).map(({ level, message }) => `${level}: ${message}`);
  });

describe('sopsConfigFindings', () => {
  it.each([
    { name: 'names the recipients', text: sopsConfig(inventory), says: [] },
    { name: 'is missing', text: undefined, says: ['error: is missing'] },
    {
      name: 'names others',
      text: sopsConfig(inventory).replace('age1ql3z', 'age1zzzz'),
      says: ['error: does not name the recipients of the data'],
    },
  ])('of a .sops.yaml that $name: $says', ({ text, says }) => {
    expect(findings(text)).toEqual(says);
  });

  it('asks for the encryption of data only, below the folder of each cluster', () => {
    expect(sopsConfig(inventory)).toContain(`path_regex: ^clusters/sample/secrets/.*\\.sops\\.yaml$`);
    expect(sopsConfig(inventory)).toContain(`age: ${recipient}`);
    expect(sopsConfig(inventory)).toContain('encrypted_regex: ^(data|stringData)$');
  });
});
