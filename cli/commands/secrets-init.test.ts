import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { noTools, recorded, removeFolder, sampleRepository, useSampleRepository, withVariables } from '../../charts-src/testing/command';
import { pins } from '../../charts-src/testing/data';
import { exitCode } from '../output';
import { secretsInitCommand } from './secrets-init';

const sample = useSampleRepository();

describe('secretsInitCommand', () => {
  const init = (cluster: string, environment?: string) =>
    withVariables(noTools, async () => {
      const output = recorded();
      const options = { root: sample.root, cluster, ...(environment === undefined ? {} : { environment }) };
      return { code: await secretsInitCommand(options, output), ...output };
    });

  it.each([
    { name: 'an unknown cluster', cluster: 'other', says: 'There is no cluster other; choose one of sample.' },
    {
      name: 'a namespace that needs none',
      cluster: 'sample',
      environment: 'kyverno',
      says: 'Nothing in sample needs secrets in the namespace kyverno.',
    },
    {
      name: 'a cluster without recipients',
      cluster: 'sample',
      says: 'secrets.ageRecipients in clusters/sample/cluster.yaml is empty',
    },
  ])('refuses $name as wrong usage, and writes nothing', async ({ cluster, environment, says }) => {
    const { code, notes } = await init(cluster, environment);
    expect([code, notes]).toEqual([exitCode.usage, [expect.stringContaining(says)]]);
    expect(existsSync(join(sample.root, 'clusters/sample/secrets'))).toBe(false);
    expect(existsSync(join(sample.root, '.sops.yaml'))).toBe(false);
  });

  it('says what to do where there is no sops', async () => {
    const keyed = sampleRepository({
      cluster: { secrets: { ageRecipients: ['age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p'] } },
    });
    try {
      const output = recorded();
      const code = await withVariables(noTools, () => secretsInitCommand({ root: keyed, cluster: 'sample' }, output));
      expect([code, output.notes]).toEqual([exitCode.findings, [expect.stringContaining('no sops of the pinned version was found')]]);
    } finally {
      removeFolder(keyed);
    }
  });

  describe('for two workloads that read one Secret', () => {
    const service = (key: string) =>
      `{ kind: service, image: ${pins.service}, port: 8080, secrets: { A: { secret: both, key: ${key}, origin: random } } }`;
    const environments = { one: `kind: qualification\nworkloads:\n  a: ${service('x')}\n  b: ${service('y')}\n` };
    const cluster = {
      secrets: { ageRecipients: ['age1ql3z7hjy54pw3hyww5ayyfg7zqgvc7w3j2elw8zmrj2kg5sfn9aqmcac8p'] },
    };
    /** Runs with a sops that keeps what it was given and prints nothing secret. */
    async function initWith(secrets: Readonly<Record<string, string>>) {
      const folder = sampleRepository({ environments, cluster, secrets });
      try {
        const sops = join(folder, 'sops');
        writeFileSync(sops, `#!/bin/sh\n/bin/cat >${folder}/given\necho sealed\n`, { mode: 0o755 });
        const output = recorded();
        const variables = { ...noTools, PLATFORM_TOOL_SOPS: sops };
        const code = await withVariables(variables, () =>
          secretsInitCommand({ root: folder, cluster: 'sample', environment: 'one' }, output),
        );
        const read = (file: string) => (existsSync(join(folder, file)) ? readFileSync(join(folder, file), 'utf8') : undefined);
        return { code, ...output, given: read('given'), file: read('clusters/sample/secrets/one/both.sops.yaml') };
      } finally {
        removeFolder(folder);
      }
    }

    it('makes it once, with the keys of both, and writes what sops printed', async () => {
      const { code, lines, given, file } = await initWith({});
      expect([code, file]).toEqual([exitCode.success, 'sealed\n']);
      expect(lines).toEqual([
        'made      clusters/sample/secrets/one/both.sops.yaml',
        '1 secret made and encrypted for 1 recipient; commit them.',
      ]);
      expect(JSON.parse(given ?? '')).toMatchObject({
        metadata: { name: 'both', namespace: 'one' },
        stringData: { x: expect.stringMatching(/^[\w-]{43}$/), y: expect.stringMatching(/^[\w-]{43}$/) },
      });
    });

    it('never rewrites one that is there, and says which of its keys are not', async () => {
      const there = stringify({
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: 'both', namespace: 'one' },
        stringData: { x: 'ENC[AES256_GCM,data:a,iv:b,tag:c,type:str]' },
        sops: { mac: 'ENC[AES256_GCM,data:a,iv:b,tag:c,type:str]' },
      });
      const { code, lines, given, file } = await initWith({ 'one/both.sops.yaml': there });
      expect([code, given, file]).toEqual([exitCode.success, undefined, there]);
      expect(lines[0]).toBe(
        'to be set  clusters/sample/secrets/one/both.sops.yaml: add y with sops; a Secret that exists is never rewritten',
      );
    });
  });
});
