import { schemaFindings } from '../../checks/schemas';
import { solverLabels } from '../guardrails/environment-flows';
import { networkPolicies } from '../guardrails/network-policy';
import { digest } from '../testing/data';
import { objectsFrom, pick, repository, sampleCluster } from '../testing/sample';
import { certManager, solverPod } from './cert-manager';
import { ownRepositories, withTracks } from './sample-tracks';

const cluster = withTracks(sampleCluster(), ownRepositories(certManager.images));
const issuers = (sample = cluster) => objectsFrom((chart) => certManager.config?.objects(chart, sample, []));

describe('cert-manager', () => {
  it('pins every image, that of the solver too', () => {
    const image = (track: string) => ({ repository: `registry.example/platform/${track}`, tag: '1.2.3', digest: digest('e') });
    expect(certManager.values(cluster)).toMatchObject({
      image: image('cert-manager-controller'),
      webhook: { image: image('cert-manager-webhook') },
      cainjector: { image: image('cert-manager-cainjector') },
      acmesolver: { image: image('cert-manager-acmesolver') },
      startupapicheck: { enabled: false },
    });
  });

  it('says on every pod why it holds a token of the API', () => {
    const { podAnnotations, webhook, cainjector } = certManager.values(cluster) as Record<string, Record<string, never>>;
    for (const annotations of [podAnnotations, webhook?.podAnnotations, cainjector?.podAnnotations])
      expect(annotations?.['platform.o4g/kubernetes-api']).toMatch(/\S.{8,}\S/);
  });

  it('asks Let’s Encrypt by HTTP-01 through the ingress of the cluster', () => {
    expect(
      issuers().map(({ metadata, spec }) => [metadata.name, spec.acme.server, spec.acme.privateKeySecretRef.name, spec.acme.email]),
    ).toEqual([
      ['letsencrypt-production', 'https://acme-v02.api.letsencrypt.org/directory', 'letsencrypt-production-account', 'ops@example.org'],
      ['letsencrypt-staging', 'https://acme-staging-v02.api.letsencrypt.org/directory', 'letsencrypt-staging-account', 'ops@example.org'],
    ]);
    const traefik = issuers(withTracks(sampleCluster({ cluster: { ingress: 'traefik' } }), {}));
    expect(pick(traefik, 'ClusterIssuer', 'letsencrypt-staging').spec.acme.solvers[0].http01.ingress.ingressClassName).toBe('traefik');
  });

  it('is reached by the API server, the kubelet and Prometheus; reaches the CA and the node that answers its self check', () => {
    const [{ name, flows }] = certManager.namespaces;
    const policies = objectsFrom((chart) => networkPolicies(chart, name, cluster.spec.networks, flows?.(cluster.spec) ?? []));
    expect(policies.map(({ metadata }) => metadata.name).sort()).toEqual([
      'default-deny',
      'egress-acme',
      'egress-apiserver',
      'egress-dns',
      'egress-self-check-internet',
      'egress-self-check-node',
      'ingress-probes-controller',
      'ingress-probes-webhook',
      'ingress-prometheus',
      'ingress-webhook-from-apiserver',
      'ingress-webhook-from-node',
    ]);
  });
});

describe('solverPod', () => {
  it('says what the policies of the namespace it runs in ask for', () => {
    expect(solverPod.spec).toEqual({
      securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
      resources: { requests: { cpu: '10m', memory: '32Mi' }, limits: { cpu: '100m', memory: '64Mi' } },
    });
  });

  it('sets fields that a ClusterIssuer has', () => {
    const manifests = issuers().map((object) => ({ file: object.metadata.name, object }));
    expect(schemaFindings(manifests, repository)).toEqual([]);
  });

  it('leaves alone the labels by which its flow finds it', () => {
    expect(Object.keys(solverPod.metadata.labels)).not.toEqual(expect.arrayContaining(Object.keys(solverLabels)));
  });
});
