import { type Any, sampleCluster } from '../../testing/sample';
import { observabilityFlows } from './flows';

const cluster = sampleCluster();
const flows = observabilityFlows(cluster.spec, cluster.environments);
const flow = (name: string, all = flows): Any => all.find((candidate) => candidate.name === name);
const portsOf = (name: string, all = flows): number[] => flow(name, all).ports.map(({ port }: Any) => port);

describe('observabilityFlows', () => {
  it('has one flow a name', () => expect(new Set(flows.map(({ name }) => name)).size).toBe(flows.length));

  it('opens a namespace to Prometheus where a workload has metrics, on its ports alone', () => {
    expect(flow('egress-prometheus-to-prod').peer).toEqual({ kind: 'namespace', namespace: 'prod' });
    expect(portsOf('egress-prometheus-to-prod')).toContain(9104);
    expect(flow('egress-prometheus-to-none')).toBeUndefined();
  });

  it.each([
    ['nginx', 10254],
    ['traefik', 9180],
  ] as const)('reaches the metrics of %s on the node', (ingress, port) => {
    const all = observabilityFlows({ ...cluster.spec, ingress });
    expect(portsOf('egress-prometheus-to-node', all)).toEqual([10250, 9100, port]);
  });

  it('names only components that the cluster installs', () => {
    const { longhorn: _, ...platform } = cluster.spec.platform;
    expect(flow('egress-prometheus-to-longhorn', observabilityFlows({ ...cluster.spec, platform }))).toBeUndefined();
  });

  it.each([
    ['mail', { deadMansSwitch: false }, [587]],
    ['mail and the dead man’s switch', { deadMansSwitch: true }, [443, 587]],
    ['mail and Slack', { deadMansSwitch: false, slackChannel: '#alerts' }, [443, 587]],
  ])('lets Alertmanager out for %s', (_, alerting, ports) => {
    const email = { to: 'a@example.org', from: 'b@example.org', smarthost: 'smtp.example.org:587' };
    expect(portsOf('egress-alertmanager-to-internet', observabilityFlows({ ...cluster.spec, alerting: { email, ...alerting } }))).toEqual(
      ports,
    );
  });

  it('lets nobody but the namespace itself and the node in', () => {
    const kinds = flows.filter(({ direction }) => direction === 'ingress').map(({ peer }) => peer.kind);
    expect([...new Set(kinds)].sort()).toEqual(['node', 'pods']);
  });
});
