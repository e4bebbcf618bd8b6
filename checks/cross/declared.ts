import { secretsOf } from '../../charts-src/workloads/facts';
import type { CrossCheck } from '../context';
import type { Finding } from '../finding';

/** What the data declare and the tree does not hold yet: backups without objects, secrets not made, a cluster without a key. */
export const declared: CrossCheck = ({ cluster }) => [...backups(cluster), ...secrets(cluster)];

type Cluster = Parameters<CrossCheck>[0]['cluster'];

function backups(cluster: Cluster): Finding[] {
  return cluster.environments
    .filter(({ spec }) => spec.backup?.schedule !== undefined)
    .map(({ name, source, spec }) => ({
      check: 'backups',
      level: 'release' as const,
      subject: source.file,
      message: `declared, not generated: the backup of ${name} to ${spec.backup?.bucket} (${spec.backup?.schedule})`,
      remedy: 'this version of the platform makes no backup objects; save the environment by other means',
    }));
}

function secrets(cluster: Cluster): Finding[] {
  const keyless = cluster.spec.secrets.ageRecipients.length === 0;
  const noKey: Finding[] = keyless
    ? [
        {
          check: 'secrets',
          level: 'release',
          subject: cluster.source.file,
          message: 'uninitialised: secrets.ageRecipients is empty, so no secret can be made',
          remedy: 'add the public age key of the cluster; see runbooks/secrets-init.md',
        },
      ]
    : [];
  const missing = cluster.environments.flatMap((environment) =>
    environment.workloads.flatMap((workload) =>
      secretsOf(workload)
        .filter(({ origin }) => origin !== 'external')
        .flatMap(({ name, keys, origin }): Finding[] => {
          const file = cluster.secrets.find((secret) => secret.namespace === environment.name && secret.name === name);
          const absent = keys.filter((key) => !file?.keys.includes(key));
          if (absent.length === 0) return [];
          return [
            {
              check: 'secrets',
              level: 'release',
              subject: `clusters/${cluster.name}/secrets/${environment.name}/${name}.sops.yaml`,
              message: `uninitialised: ${absent.join(', ')} of the Secret ${environment.name}/${name}`,
              remedy:
                origin === 'random'
                  ? `run ./platform secrets init ${cluster.name} ${environment.name}`
                  : 'set it with sops: only its provider knows it',
            },
          ];
        }),
    ),
  );
  return [...noKey, ...missing];
}
