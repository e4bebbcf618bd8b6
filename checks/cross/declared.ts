import { overlap, parseCidr } from '../../charts-src/inventory/cidr';
import { secretNeeds } from '../../charts-src/secret-needs';
import type { CrossCheck } from '../context';
import type { Finding } from '../finding';

/** What the data declare and the tree does not hold yet: backups without objects, secrets not made, a cluster without a key. */
export const declared: CrossCheck = ({ cluster }) => [
  ...backups(cluster),
  ...secrets(cluster),
  ...external(cluster),
  ...exampleNetworks(cluster),
];

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
  const missing = secretNeeds(cluster)
    .filter(({ need }) => need.origin !== 'external')
    .flatMap(({ namespace, need: { name, keys, origin } }): Finding[] => {
      const file = cluster.secrets.find((secret) => secret.namespace === namespace && secret.name === name);
      const absent = keys.filter((key) => !file?.keys.includes(key));
      if (absent.length === 0) return [];
      return [
        {
          check: 'secrets',
          level: 'release',
          subject: `clusters/${cluster.name}/secrets/${namespace}/${name}.sops.yaml`,
          message: `uninitialised: ${absent.join(', ')} of the Secret ${namespace}/${name}`,
          remedy: file
            ? 'add what is missing with sops: a Secret that exists is never rewritten'
            : origin === 'random'
              ? `run ./platform secrets init ${cluster.name} ${namespace}`
              : 'set it with sops: only its provider knows it',
        },
      ];
    });
  return [...noKey, ...missing];
}

/** Secrets that an operator makes in the cluster: nobody can see from here whether they are there. */
function external(cluster: Cluster): Finding[] {
  return secretNeeds(cluster)
    .filter(({ need }) => need.origin === 'external')
    .map(({ namespace, need, source }) => ({
      check: 'secrets',
      level: 'notice' as const,
      subject: source,
      message: `external: the Secret ${namespace}/${need.name} (${need.keys.join(', ')}) must be made in the cluster`,
      remedy: 'it is never committed; see runbooks/secrets-init.md',
    }));
}

/** Networks that RFC 5737 sets aside for documents: no machine has an address in them. */
const forDocuments = ['192.0.2.0/24', '198.51.100.0/24', '203.0.113.0/24'].flatMap((cidr) => parseCidr(cidr) ?? []);

function exampleNetworks({ spec, source }: Cluster): Finding[] {
  const { nodes, apiServer } = spec.networks;
  const named = [
    ...nodes.map((cidr) => ({ field: 'networks.nodes', cidr })),
    ...apiServer.networks.map((cidr) => ({ field: 'networks.apiServer', cidr })),
  ];
  return named.flatMap(({ field, cidr }): Finding[] => {
    const network = parseCidr(cidr);
    if (!network || !forDocuments.some((range) => overlap(range, network))) return [];
    const message = `uninitialised: ${field} names ${cidr}, which is an address for documents`;
    return [
      {
        check: 'networks',
        level: 'release',
        subject: source.file,
        message,
        remedy: 'write the address of the machine; flows and Cilium use it',
      },
    ];
  });
}
