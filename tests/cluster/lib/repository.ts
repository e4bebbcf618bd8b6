import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { generateIdentity, identityToRecipient } from 'age-encryption';
import { secretNeeds } from '../../../charts-src/secret-needs';
import { checked } from '../../../charts-src/testing/sample';
import { encrypt } from '../../../tools/sops';
import { Clone } from '../../clone';
import { realTool } from '../../tool';

/** Digest that images of our own bear in the test: none of them exists. */
const testDigest = `sha256:${'0'.repeat(64)}`;

/** The repository as it stands, and commits on top of it, in a bare repository that Flux is served from. */
export class Repository {
  readonly clone = new Clone();
  readonly #bare: string;
  /** The commit of the repository as it stands, before its release. */
  readonly unreleased: string;

  /** @param bare where the bare repository is made */
  constructor(bare: string) {
    this.#bare = bare;
    mkdirSync(bare, { recursive: true });
    this.#run(['init', '--quiet', '--bare', '--initial-branch=main', bare]);
    this.#run(['init', '--quiet', '--initial-branch=main']);
    // The clone's packages are a link, which .gitignore does not mean.
    writeFileSync(this.clone.path('.git/info/exclude'), '/node_modules\n');
    this.unreleased = this.commit('The repository as it stands');
  }

  /** Commits everything there is and publishes it; tells the commit. */
  commit(subject: string): string {
    this.#run(['add', '--all']);
    this.#run(['-c', 'user.name=test', '-c', 'user.email=test@example.org', 'commit', '--quiet', '--message', subject]);
    this.#run(['push', '--quiet', this.#bare, 'HEAD:main']);
    return this.#run(['rev-parse', 'HEAD']).trim();
  }

  /** Takes the files back to a commit, as a commit of its own: a rollback. */
  restore(commit: string, subject: string): string {
    this.#run(['rm', '--quiet', '-r', '--', 'clusters', 'generated']);
    this.#run(['checkout', '--quiet', commit, '--', 'clusters', 'generated']);
    return this.commit(subject);
  }

  /** Takes a folder back to what it was at a commit, without committing it. */
  take(commit: string, folder: string): void {
    this.#run(['checkout', '--quiet', commit, '--', folder]);
  }

  /** Replaces text in a data file; throws where there is none such. */
  edit(file: string, from: string | RegExp, to: string): void {
    const text = this.clone.read(file);
    const edited = text.replaceAll(from, to);
    if (edited === text) throw new Error(`${file} does not hold ${from}`);
    this.clone.write(file, edited);
  }

  write(file: string, text: string): void {
    const path = this.clone.path(file);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }

  /** Runs `./platform`; throws with what it said when it fails. */
  platform(...args: readonly string[]): void {
    const { code, out, err } = this.clone.platform(args);
    if (code !== 0) throw new Error(`./platform ${args.join(' ')} ended with ${code}:\n${out}${err}`);
  }

  /** Renders and commits what was edited. */
  release(subject: string): string {
    this.platform('render');
    return this.commit(subject);
  }

  remove = (): void => this.clone.remove();

  #run(args: readonly string[]): string {
    return execFileSync('git', [...args], {
      cwd: this.clone.folder,
      encoding: 'utf8',
      maxBuffer: 2 ** 26,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
  }
}

/**
 * What a first release changes and nothing else: digests of our own images, the cluster's age key, and every secret that is kept
 * encrypted. Tells the key.
 */
export async function prepareRelease(repository: Repository, cluster: string): Promise<{ readonly identity: string }> {
  const identity = await generateIdentity();
  const recipient = await identityToRecipient(identity);
  pinOwnImages(repository);
  repository.edit(`clusters/${cluster}/cluster.yaml`, /ageRecipients: \[[^\]]*\]/g, `ageRecipients: [${recipient}]`);
  repository.platform('secrets', 'init', cluster);
  await provideSecrets(repository, cluster, recipient);
  return { identity };
}

/** Gives our own images a digest, in the catalogue and wherever an environment pins them. */
function pinOwnImages(repository: Repository): void {
  const { catalogue } = checked(repository.clone.folder);
  const own = Object.entries(catalogue.images).filter(([, { own: isOwn, current }]) => isOwn && !current.includes('@'));
  for (const [track, { current }] of own) {
    repository.edit('versions.yaml', `    current: ${current}\n    own: true`, `    current: ${current}@${testDigest}\n    own: true`);
    for (const file of repository.clone.files('clusters').keys())
      if (/\/environments\//.test(file)) {
        const path = join('clusters', file);
        const text = repository.clone.read(path);
        repository.clone.write(
          path,
          text
            .replaceAll(`kind: ${track}, version: ${current},`, `kind: ${track}, version: ${current}@${testDigest},`)
            .replaceAll(`kind: ${track}, version: ${current} }`, `kind: ${track}, version: ${current}@${testDigest} }`),
        );
      }
  }
}

/** Encrypts made-up values for what only a provider knows; what `secrets init` made is left alone. */
async function provideSecrets(repository: Repository, name: string, recipient: string): Promise<void> {
  const [cluster] = checked(repository.clone.folder).clusters.filter((candidate) => candidate.name === name);
  if (!cluster) throw new Error(`no cluster ${name}`);
  for (const { namespace, need } of secretNeeds(cluster)) {
    const known = cluster.secrets.some((secret) => secret.namespace === namespace && secret.name === need.name);
    if (need.origin === 'external' || known) continue;
    const stringData = Object.fromEntries(need.keys.map((key) => [key, `made-up-${key}`]));
    const secret = { apiVersion: 'v1', kind: 'Secret', metadata: { name: need.name, namespace }, stringData };
    repository.write(`clusters/${name}/secrets/${namespace}/${need.name}.sops.yaml`, await encrypt(realTool('sops'), secret, [recipient]));
  }
}
