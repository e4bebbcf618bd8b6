import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { parse } from 'yaml';
import { schemaFindings } from '../../../checks/schemas';
import type { Catalogue, ImageTrack } from '../../inventory/schema/versions';
import { committedCrds } from './crds';
import { fluxInstallObjects } from './install';

const root = join(__dirname, '../../..');
const digest = (letter: string) => `sha256:${letter.repeat(64)}`;
const track = (name: string, current: string): [string, ImageTrack] => [
  `flux-${name}`,
  { repository: `registry.example/${name}`, current, previous: [], own: false },
];
const catalogue: Catalogue = {
  images: Object.fromEntries([
    track('source-controller', `v1.9.4@${digest('a')}`),
    track('kustomize-controller', `v1.9.4@${digest('b')}`),
    track('helm-controller', `v1.6.3@${digest('c')}`),
    track('notification-controller', `v1.9.3@${digest('d')}`),
  ]),
  charts: {},
  actions: {},
  tools: {},
};
const networks = {
  nodes: ['192.0.2.0/24'],
  pods: '10.42.0.0/16',
  services: '10.43.0.0/16',
  apiServer: { networks: ['192.0.2.10/32'], port: 6443 },
};

// biome-ignore lint/suspicious/noExplicitAny: tests reach into objects of many kinds.
type Any = any;
function install(over: Partial<Parameters<typeof fluxInstallObjects>[1]> = {}): Any[] {
  const chart = new Chart(new App(), 'unit', { disableResourceNameHashes: true });
  fluxInstallObjects(chart, { catalogue, networks, environments: 18, crds: committedCrds(root), ...over });
  return chart.toJson();
}
const objects = install();
const only = (kind: string) => objects.filter((object) => object.kind === kind);
const deployment = (name: string) => only('Deployment').find((object) => object.metadata.name === name);
const container = (name: string) => deployment(name).spec.template.spec.containers[0];
const names = ['helm-controller', 'kustomize-controller', 'notification-controller', 'source-controller'];

describe('fluxInstallObjects', () => {
  it('gives objects that the schemas accept', () => {
    expect(
      schemaFindings(
        objects.map((object) => ({ object })),
        root,
      ),
    ).toEqual([]);
  });

  it('keeps the names of its objects', () => {
    const titles = objects
      .filter(({ kind }) => kind !== 'CustomResourceDefinition')
      .map(({ kind, metadata }) => `${kind} ${metadata.name}`);
    expect(titles.sort()).toEqual([
      'ClusterRole flux-controller',
      'ClusterRoleBinding flux-controller',
      'ClusterRoleBinding flux-platform',
      'Deployment helm-controller',
      'Deployment kustomize-controller',
      'Deployment notification-controller',
      'Deployment source-controller',
      'Namespace flux-system',
      'NetworkPolicy default-deny',
      'NetworkPolicy egress-apiserver',
      'NetworkPolicy egress-dns',
      'NetworkPolicy egress-helm-to-notification',
      'NetworkPolicy egress-helm-to-source',
      'NetworkPolicy egress-kustomize-to-notification',
      'NetworkPolicy egress-kustomize-to-source',
      'NetworkPolicy egress-notification-to-internet',
      'NetworkPolicy egress-source-to-internet',
      'NetworkPolicy egress-source-to-notification',
      'NetworkPolicy ingress-helm-to-notification',
      'NetworkPolicy ingress-helm-to-source',
      'NetworkPolicy ingress-kubelet',
      'NetworkPolicy ingress-kubelet-to-source',
      'NetworkPolicy ingress-kustomize-to-notification',
      'NetworkPolicy ingress-kustomize-to-source',
      'NetworkPolicy ingress-prometheus',
      'NetworkPolicy ingress-source-to-notification',
      'Role flux-impersonator',
      'Role flux-leader',
      'RoleBinding flux-impersonator',
      'RoleBinding flux-leader',
      'Service notification-controller',
      'Service source-controller',
      'ServiceAccount helm-controller',
      'ServiceAccount kustomize-controller',
      'ServiceAccount notification-controller',
      'ServiceAccount platform',
      'ServiceAccount source-controller',
    ]);
  });

  it.each(names)('%s: is the image of the catalogue, by digest', (name) => {
    expect(container(name).image).toMatch(new RegExp(`^registry\\.example/${name}:v[0-9.]+@sha256:[a-d]{64}$`));
  });

  it.each(names)('%s: fits Pod Security restricted with a read-only root', (name) => {
    const pod = deployment(name).spec.template.spec;
    expect(pod.securityContext).toMatchObject({ runAsNonRoot: true, runAsUser: 65534, seccompProfile: { type: 'RuntimeDefault' } });
    expect(container(name).securityContext).toMatchObject({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      capabilities: { drop: ['ALL'] },
    });
    expect(pod.volumes.every((volume: Any) => volume.emptyDir?.sizeLimit)).toBe(true);
    expect(container(name).volumeMounts.map(({ mountPath }: Any) => mountPath)).toContain('/tmp');
    expect(container(name).resources.requests).toBeDefined();
    expect(container(name).resources.limits.memory).toBe('1Gi');
  });

  it.each([
    [
      'kustomize-controller',
      [
        '--no-cross-namespace-refs=true',
        '--default-service-account=default',
        '--no-remote-bases=true',
        '--concurrent=60',
        '--feature-gates=CancelHealthCheckOnNewRevision=true',
        '--requeue-dependency=5s',
      ],
    ],
    [
      'helm-controller',
      ['--no-cross-namespace-refs=true', '--default-service-account=default', '--concurrent=12', '--requeue-dependency=5s'],
    ],
    [
      'source-controller',
      ['--storage-path=/data', '--storage-adv-addr=source-controller.flux-system.svc.cluster.local.', '--requeue-dependency=5s'],
    ],
    ['notification-controller', ['--no-cross-namespace-refs=true']],
  ])('%s: runs with its arguments', (name, args) => {
    expect(container(name).args).toEqual(expect.arrayContaining([...args, '--watch-all-namespaces=true', '--log-level=info']));
    const sends = container(name).args.some((arg: string) =>
      arg.startsWith('--events-addr=http://notification-controller.flux-system.svc'),
    );
    expect(sends).toBe(name !== 'notification-controller');
  });

  it.each([1, 18, 100])('gives the kustomize-controller more workers than %i environments', (environments) => {
    const [, workers] = /--concurrent=(\d+)/.exec(
      install({ environments })
        .find((object) => object.kind === 'Deployment' && object.metadata.name === 'kustomize-controller')
        .spec.template.spec.containers[0].args.join(' '),
    ) as RegExpExecArray;
    expect(Number(workers)).toBeGreaterThan(environments);
  });

  it('names the image that the catalogue lacks', () => {
    expect(() => install({ catalogue: { ...catalogue, images: {} } })).toThrow('versions.yaml has no image flux-source-controller');
  });
});

describe('rights', () => {
  it('gives cluster-admin to the platform account alone', () => {
    const admins = only('ClusterRoleBinding').filter(({ roleRef }) => roleRef.name === 'cluster-admin');
    expect(admins.flatMap(({ subjects }) => subjects)).toEqual([{ kind: 'ServiceAccount', name: 'platform', namespace: 'flux-system' }]);
  });

  it('lets the two that apply impersonate accounts of flux-system alone', () => {
    const impersonating = objects.filter(({ rules }) => rules?.some(({ verbs }: Any) => verbs.includes('impersonate')));
    expect(impersonating.map(({ kind, metadata }) => [kind, metadata.namespace, metadata.name])).toEqual([
      ['Role', 'flux-system', 'flux-impersonator'],
    ]);
    const binding = only('RoleBinding').find(({ roleRef }) => roleRef.name === 'flux-impersonator');
    expect(binding.subjects.map(({ name }: Any) => name)).toEqual(['kustomize-controller', 'helm-controller']);
  });

  it('gives no controller write rights over anything but its own kinds, events and leases', () => {
    const [role] = only('ClusterRole');
    const writes = role.rules.filter(({ verbs }: Any) => verbs.some((verb: string) => !['get', 'list', 'watch', 'head'].includes(verb)));
    expect(writes.flatMap(({ apiGroups }: Any) => apiGroups)).toEqual([
      'source.toolkit.fluxcd.io',
      'kustomize.toolkit.fluxcd.io',
      'helm.toolkit.fluxcd.io',
      'notification.toolkit.fluxcd.io',
      '',
    ]);
    expect(writes.at(-1).resources).toEqual(['events']);
  });
});

describe('definitions', () => {
  const controllersOf = (source: string) => /fluxcd\/(\S+) (v\S+)/.exec(source)?.slice(1) ?? [];

  it('installs every kind of the four controllers', () => {
    expect(
      only('CustomResourceDefinition')
        .map(({ spec }) => spec.names.kind)
        .sort(),
    ).toEqual([
      'Alert',
      'Bucket',
      'ExternalArtifact',
      'GitRepository',
      'HelmChart',
      'HelmRelease',
      'HelmRepository',
      'Kustomization',
      'OCIRepository',
      'Provider',
      'Receiver',
    ]);
  });

  it('never prunes definitions, the namespace or the platform account', () => {
    const kept = objects.filter(({ metadata }) => metadata.labels?.['kustomize.toolkit.fluxcd.io/prune'] === 'disabled');
    expect([...new Set(kept.map(({ kind }) => kind))].sort()).toEqual([
      'ClusterRoleBinding',
      'CustomResourceDefinition',
      'Namespace',
      'ServiceAccount',
    ]);
  });

  it.each(committedCrds(root).map(({ source, definition }) => [definition.metadata.name, ...controllersOf(source)]))(
    '%s: comes from the version of %s that the catalogue installs',
    (_, controller, version) => {
      const { images } = parse(readFileSync(join(root, 'versions.yaml'), 'utf8')) as { images: Record<string, { current: string }> };
      expect(images[`flux-${controller}`]?.current.split('@')[0]).toBe(version);
    },
  );
});

describe('flows', () => {
  const policies = only('NetworkPolicy');
  const egressTo = (cidr: string) =>
    policies.filter(({ spec }) => JSON.stringify(spec.egress ?? []).includes(cidr)).map(({ metadata }) => metadata.name);

  it('denies all that is not named', () => {
    expect(policies.find(({ metadata }) => metadata.name === 'default-deny').spec).toEqual({
      podSelector: {},
      policyTypes: ['Ingress', 'Egress'],
    });
  });

  it('lets only the source- and notification-controller reach the internet', () => {
    expect(egressTo('0.0.0.0/0')).toEqual(['egress-source-to-internet', 'egress-notification-to-internet']);
  });

  it('reaches a Git server on the port that it has', () => {
    const over = install({ gitPort: 22 }).find(
      ({ kind, metadata }) => kind === 'NetworkPolicy' && metadata.name === 'egress-source-to-internet',
    );
    expect(over.spec.egress[0].ports.map(({ port }: Any) => port)).toEqual([22, 443]);
  });

  it('opens the ports that are served, scraped and probed, and no other', () => {
    const opened = new Set(
      policies.flatMap(({ spec }) => (spec.ingress ?? []).flatMap(({ ports }: Any) => ports.map(({ port }: Any) => port))),
    );
    expect([...opened].sort()).toEqual([8080, 9090, 9440]);
  });
});
