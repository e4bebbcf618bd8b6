import { join } from 'node:path';
import { App, Chart } from 'cdk8s';
import { schemaFindings } from '../../checks/schemas';
import { type ObservabilityInput, observabilityObjects, workloadMonitors } from '.';
import { loadAlerts } from './alerts';

const root = join(__dirname, '../..');
const input: ObservabilityInput = {
  ingress: 'nginx',
  longhorn: true,
  gitUrl: 'https://git.example/platform',
  branch: 'main',
  alerts: loadAlerts(root),
};

function objects(over: Partial<ObservabilityInput> = {}) {
  const chart = new Chart(new App(), 'unit', { disableResourceNameHashes: true });
  observabilityObjects(chart, { ...input, ...over });
  return chart.toJson();
}
const identities = (over?: Partial<ObservabilityInput>): string[] => objects(over).map(({ kind, metadata }) => `${kind} ${metadata.name}`);

describe('observabilityObjects', () => {
  it('lie in the namespace observability, by names that do not collide', () => {
    expect(new Set(identities()).size).toBe(identities().length);
    for (const { metadata } of objects()) expect(metadata.namespace).toBe('observability');
  });

  it('are taken by the schemas of Kubernetes and the CRDs', () => {
    expect(
      schemaFindings(
        objects().map((object) => ({ object })),
        root,
      ),
    ).toEqual([]);
  });

  it('leave Longhorn out of a cluster without it', () => {
    const left = identities().filter((identity) => !identities({ longhorn: false }).includes(identity));
    expect(left.sort()).toEqual(['ConfigMap dashboard-longhorn', 'PrometheusRule longhorn', 'ServiceMonitor longhorn']);
  });

  it('differ by one monitor between ingress controllers', () => {
    const traefik = identities({ ingress: 'traefik' });
    expect(identities().filter((identity) => !traefik.includes(identity))).toEqual(['ServiceMonitor ingress-nginx']);
  });

  it('are the same each time', () => {
    expect(objects()).toEqual(objects());
  });
});

describe('workloadMonitors', () => {
  it('adds one ServiceMonitor to the namespace of the environment', () => {
    const chart = new Chart(new App(), 'unit', { disableResourceNameHashes: true });
    workloadMonitors(chart, [{ namespace: 'prod', workload: 'mysql', kind: 'mysql', port: 'metrics' }]);
    expect(chart.toJson().map(({ kind, metadata }) => [kind, metadata.namespace, metadata.name])).toEqual([
      ['ServiceMonitor', 'prod', 'mysql'],
    ]);
  });
});
