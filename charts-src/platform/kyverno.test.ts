import { networkPolicies } from '../guardrails/network-policy';
import { digest } from '../testing/data';
import { objectsFrom, sampleCluster } from '../testing/sample';
import { kyverno } from './kyverno';
import { ownRepositories, withTracks } from './sample-tracks';

const cluster = withTracks(sampleCluster(), ownRepositories(kyverno.images));

describe('kyverno', () => {
  it('fails closed, judges ReplicaSets, and keeps kube-system and itself out of its webhooks', () => {
    expect(kyverno.values(cluster)).toMatchObject({
      features: { forceFailurePolicyIgnore: { enabled: false }, policyExceptions: { enabled: true, namespace: 'kyverno' } },
      config: {
        excludeKyvernoNamespace: true,
        resourceFiltersExclude: ['[ReplicaSet,*,*]', '[ReplicaSet/?*,*,*]'],
        webhooks: {
          namespaceSelector: { matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'NotIn', values: ['kube-system'] }] },
        },
      },
    });
  });

  it('runs what judges and reports, and nothing else', () => {
    expect(kyverno.values(cluster)).toMatchObject({
      admissionController: { replicas: 1 },
      backgroundController: { enabled: false },
      cleanupController: { enabled: false },
      webhooksCleanup: { enabled: false },
    });
  });

  it('puts a digest behind the tag', () => {
    expect(kyverno.values(cluster)).toMatchObject({
      admissionController: {
        container: { image: { registry: 'registry.example', repository: 'platform/kyverno', tag: `1.2.3@${digest('e')}` } },
      },
    });
  });

  it('is reached by the API server and by Prometheus, and reaches the API server and DNS', () => {
    const [{ name, flows }] = kyverno.namespaces;
    const policies = objectsFrom((chart) => networkPolicies(chart, name, cluster.spec.networks, flows?.(cluster.spec) ?? []));
    expect(policies.map(({ metadata }) => metadata.name).sort()).toEqual([
      'default-deny',
      'egress-apiserver',
      'egress-dns',
      'ingress-prometheus',
      'ingress-webhook-from-apiserver',
      'ingress-webhook-from-node',
    ]);
  });
});
