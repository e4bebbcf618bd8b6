import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { platformMonitors } from '../observability/monitors';
import { digest } from '../testing/data';
import { type Any, repository, sampleCluster } from '../testing/sample';
import { ingressNginx } from './ingress-nginx';
import { ownRepositories, withTracks } from './sample-tracks';
import { unknownValues } from './values';

const cluster = withTracks(sampleCluster(), ownRepositories(ingressNginx.images));
const values = ingressNginx.values(cluster) as Any;
const { controller } = values;

describe('ingress-nginx', () => {
  it('asks the chart for nothing that it does not know', () => {
    expect(unknownValues(values, JSON.parse(readFileSync(join(repository, 'schemas/charts/ingress-nginx.json'), 'utf8')))).toEqual([]);
  });

  it('runs the image of the catalogue by its digest', () => {
    expect(values.global.image.registry).toBe('registry.example');
    expect(controller.image).toMatchObject({
      image: 'platform/ingress-nginx-controller',
      tag: '1.2.3',
      digest: digest('e'),
      runAsNonRoot: true,
      allowPrivilegeEscalation: false,
    });
  });

  it('holds the ports of the node, one pod after the other', () => {
    expect(controller).toMatchObject({
      kind: 'DaemonSet',
      hostNetwork: true,
      dnsPolicy: 'ClusterFirstWithHostNet',
      updateStrategy: { rollingUpdate: { maxUnavailable: 1 } },
      service: { enabled: false },
    });
  });

  it('serves the class nginx alone', () => {
    expect(controller.ingressClassResource).toMatchObject({ name: 'nginx', default: false, controllerValue: 'k8s.io/ingress-nginx' });
    expect(controller.watchIngressWithoutClass).toBe(false);
  });

  it.each([
    ['no snippets', controller.allowSnippetAnnotations, false],
    ['no webhook', controller.admissionWebhooks.enabled, false],
    ['no annotation that carries configuration', controller.config['annotations-risk-level'], 'Medium'],
    ['no forwarded headers of clients', controller.config['use-forwarded-headers'], 'false'],
    ['no old TLS', controller.config['ssl-protocols'], 'TLSv1.2 TLSv1.3'],
    ['no version in answers', controller.config['server-tokens'], 'false'],
    ['no Services outside the cluster', controller.extraArgs['disable-svc-external-name'], 'true'],
    ['no profiler', controller.extraArgs.profiling, 'false'],
  ])('closes a way in: %s', (_, value, expected) => expect(value).toBe(expected));

  it('gives its ConfigMap strings alone', () => {
    for (const value of Object.values(controller.config)) expect(typeof value).toBe('string');
  });

  it('serves metrics on the port that the monitor asks', () => {
    const monitor = platformMonitors({ ingress: 'nginx', longhorn: false }).find(({ metadata }) => metadata.name === 'ingress-nginx');
    expect(controller.metrics).toMatchObject({ enabled: true, portName: (monitor as Any).spec.endpoints[0].port });
  });

  it('is refused everything by NetworkPolicies in its namespace, and says why that is not restricted', () => {
    const [namespace] = ingressNginx.namespaces;
    expect(namespace.flows?.(cluster.spec)).toEqual([]);
    expect(namespace.reason).toMatch(/ports 80 and 443/);
  });
});
