import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { platformMonitors } from '../observability/monitors';
import { digest } from '../testing/data';
import { type Any, repository, sampleCluster } from '../testing/sample';
import { ownRepositories, withTracks } from './sample-tracks';
import { traefik, traefikPorts } from './traefik';
import { unknownValues } from './values';

const valuesOf = (pinned: boolean) => traefik.values(withTracks(sampleCluster(), ownRepositories(traefik.images), pinned)) as Any;
const values = valuesOf(true);

describe('traefik', () => {
  it('asks the chart for nothing that it does not know', () => {
    expect(unknownValues(values, JSON.parse(readFileSync(join(repository, 'schemas/charts/traefik.json'), 'utf8')))).toEqual([]);
  });

  it('runs the image of the catalogue, by its digest once there is one', () => {
    expect(values.image).toEqual({ registry: 'registry.example', repository: 'platform/traefik', tag: `1.2.3@${digest('e')}` });
    expect(valuesOf(false).image.tag).toBe('1.2.3');
  });

  it('holds the ports of the node, one pod after the other', () => {
    expect(values).toMatchObject({
      hostNetwork: true,
      deployment: { kind: 'DaemonSet', dnsPolicy: 'ClusterFirstWithHostNet' },
      updateStrategy: { rollingUpdate: { maxUnavailable: 1, maxSurge: 0 } },
      service: { enabled: false },
      ports: { web: { port: 80 }, websecure: { port: 443 } },
    });
  });

  it('takes no port of the node that node-exporter or the kubelet hold', () => {
    const held = [9100, 10250, 80, 443];
    const taken = Object.values(traefikPorts);
    expect(new Set([...held, ...taken]).size).toBe(held.length + taken.length);
  });

  it('has one capability and a read-only root', () => {
    expect(values.securityContext).toEqual({
      allowPrivilegeEscalation: false,
      capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] },
      readOnlyRootFilesystem: true,
    });
  });

  it('sends port 80 to 443, and answers there for hosts that have no certificate yet, as HTTP-01 needs', () => {
    expect(values.ports.web.http.redirections.entryPoint).toEqual({ to: 'websecure', scheme: 'https', permanent: true });
    expect(values.providers.file.content.tls.options.default).toEqual({ minVersion: 'VersionTLS12', sniStrict: false });
  });

  it('takes Ingresses of its class and no other configuration', () => {
    expect(values.ingressClass).toEqual({ enabled: true, name: 'traefik', isDefaultClass: false });
    expect(values.providers).toMatchObject({
      kubernetesIngress: { enabled: true, ingressClass: 'traefik', allowExternalNameServices: false },
      kubernetesCRD: { enabled: false },
      kubernetesGateway: { enabled: false },
    });
  });

  it('shows nothing of itself and reports to nobody', () => {
    expect(values.api).toEqual({ dashboard: false, insecure: false });
    expect(values.global).toEqual({ checkNewVersion: false, sendAnonymousUsage: false });
  });

  it('serves metrics on the Service that the monitor asks', () => {
    const monitor = platformMonitors({ ingress: 'traefik', longhorn: false }).find(({ metadata }) => metadata.name === 'traefik');
    // The chart names the Service's only port and its component so.
    expect((monitor as Any).spec.endpoints[0].port).toBe('metrics');
    expect(values.metrics.prometheus).toMatchObject({ entryPoint: 'metrics', service: { enabled: true } });
  });
});
