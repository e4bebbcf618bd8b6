import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { loadAlerts } from '../../observability/alerts';
import { digest } from '../../testing/data';
import { type Any, objectsFrom, repository, sampleCluster } from '../../testing/sample';
import { ownRepositories, withTracks } from '../sample-tracks';
import { unknownValues } from '../values';
import { nodeAgentsBudget, observabilityBudget } from './budget';
import { kubePrometheusStack } from './index';

const cluster = withTracks(sampleCluster(), ownRepositories(kubePrometheusStack.images));
const values = kubePrometheusStack.values(cluster) as Any;
const local = { ...cluster, spec: { ...cluster.spec, storage: { ...cluster.spec.storage, provider: 'local' as const } } };
const kubeStateMetrics = values['kube-state-metrics'];
const nodeExporter = values['prometheus-node-exporter'];

describe('kube-prometheus-stack', () => {
  it('asks the chart and its subcharts for nothing that they do not know', () => {
    const table = JSON.parse(readFileSync(join(repository, 'schemas/charts/kube-prometheus-stack.json'), 'utf8'));
    expect(unknownValues(values, table)).toEqual([]);
  });

  it('stands in the namespaces observability, restricted, and node-agents, privileged with a reason', () => {
    expect(kubePrometheusStack.namespaces.map(({ name, podSecurity }) => [name, podSecurity])).toEqual([
      ['observability', 'restricted'],
      ['node-agents', 'privileged'],
    ]);
    expect(kubePrometheusStack.namespaces[0].labels).toEqual({ environment: 'observability' });
    expect(kubePrometheusStack.namespaces[1]?.reason).toMatch(/node/);
    expect(nodeExporter.namespaceOverride).toBe('node-agents');
  });

  it('runs every image of the catalogue by its digest', () => {
    const text = JSON.stringify(values);
    for (const track of kubePrometheusStack.images) expect(text).toContain(`"platform/${track}"`);
    expect(text.split('e'.repeat(64)).length - 1).toBe(kubePrometheusStack.images.length);
  });

  it('writes each digest as the template of that part wants it', () => {
    expect(values.grafana.image.sha).toBe('e'.repeat(64));
    expect(kubeStateMetrics.image.sha).toBe(digest('e'));
    expect(nodeExporter.image.digest).toBe(digest('e'));
  });

  it.each([
    ['grafana', values.grafana.containerSecurityContext],
    ['the dashboard sidecar', values.grafana.sidecar.securityContext],
    ['kube-state-metrics', kubeStateMetrics.containerSecurityContext],
    ['node-exporter', nodeExporter.containerSecurityContext],
  ])('restricts the container of %s', (_, context) => {
    expect(context).toEqual({
      allowPrivilegeEscalation: false,
      readOnlyRootFilesystem: true,
      runAsNonRoot: true,
      capabilities: { drop: ['ALL'] },
      seccompProfile: { type: 'RuntimeDefault' },
    });
  });

  it.each([
    ['prometheus', values.prometheus.prometheusSpec.resources],
    ['alertmanager', values.alertmanager.alertmanagerSpec.resources],
    ['operator', values.prometheusOperator.resources],
    ['config-reloader', values.prometheusOperator.prometheusConfigReloader.resources],
    ['grafana', values.grafana.resources],
    ['the dashboard sidecar', values.grafana.sidecar.resources],
    ['kube-state-metrics', kubeStateMetrics.resources],
    ['node-exporter', nodeExporter.resources],
  ])('bounds %s', (_, { requests, limits }) => {
    expect(Object.keys(requests).sort()).toEqual(['cpu', 'memory']);
    expect(Object.keys(limits).sort()).toEqual(['cpu', 'memory']);
  });

  it.each([
    ['prometheus', values.prometheus.prometheusSpec.podMetadata.annotations],
    ['operator', values.prometheusOperator.podAnnotations],
    ['grafana', values.grafana.podAnnotations],
    ['kube-state-metrics', kubeStateMetrics.podAnnotations],
  ])('says why %s holds a token of the API', (_, annotations) => expect(annotations['platform.o4g/kubernetes-api']).toMatch(/\S.{8,}\S/));

  it('gives Alertmanager none', () => expect(values.alertmanager.alertmanagerSpec.automountServiceAccountToken).toBe(false));

  it('finds monitors and rules, the chart’s own too, by one label', () => {
    const label = { 'platform.o4g/monitored': 'true' };
    const { prometheusSpec } = values.prometheus;
    for (const selector of ['ruleSelector', 'serviceMonitorSelector', 'podMonitorSelector', 'probeSelector'])
      expect(prometheusSpec[selector]).toEqual({ matchLabels: label });
    expect(values.commonLabels).toEqual(label);
    expect(values.grafana.serviceMonitor.labels).toEqual(label);
    expect(kubeStateMetrics.prometheus.monitor).toMatchObject({ additionalLabels: label, http: { honorLabels: true } });
    expect(nodeExporter.prometheus.monitor.additionalLabels).toEqual(label);
  });

  it('keeps series and silences in Longhorn, and nothing on a local cluster', () => {
    expect(values.prometheus.prometheusSpec.storageSpec.volumeClaimTemplate.spec).toMatchObject({
      storageClassName: 'longhorn-files',
      resources: { requests: { storage: '30Gi' } },
    });
    expect((kubePrometheusStack.values(local) as Any).prometheus.prometheusSpec.storageSpec).toEqual({});
  });

  it('waits for its secrets, and for storage where there is some', () => {
    expect(kubePrometheusStack.dependsOn?.(cluster)).toEqual(['secrets/observability', 'platform/longhorn-config']);
    expect(kubePrometheusStack.dependsOn?.(local)).toEqual(['secrets/observability']);
  });

  it('has no password but that of a Secret, and lets nobody in without one', () => {
    expect(values.grafana.admin).toEqual({ existingSecret: 'grafana-admin', userKey: 'admin-user', passwordKey: 'admin-password' });
    expect(values.grafana['grafana.ini']['auth.anonymous']).toEqual({ enabled: false });
    expect(JSON.stringify(values)).not.toMatch(/adminPassword|prom-operator/);
  });

  it('lets Grafana read ConfigMaps and no Secret', () => {
    expect(values.grafana.rbac).toEqual({ create: false });
    const [role] = values.extraManifests;
    expect(role.rules).toEqual([{ apiGroups: [''], resources: ['configmaps'], verbs: ['get', 'list', 'watch'] }]);
  });

  it('asks nothing of what K3s has inside itself', () => {
    for (const part of ['kubeControllerManager', 'kubeEtcd', 'kubeProxy', 'kubeScheduler'])
      expect(values[part]).toEqual({ enabled: false });
  });

  it('brings rules, monitors and dashboards in its config', () => {
    const kinds = objectsFrom((chart) => kubePrometheusStack.config?.objects(chart, cluster, loadAlerts(repository))).map(
      ({ kind }) => kind,
    );
    expect([...new Set(kinds)].sort()).toEqual(['ConfigMap', 'PodMonitor', 'PrometheusRule', 'ServiceMonitor']);
  });
});

describe('budgets', () => {
  it('hold all containers at their limits, and a roll-out', () => {
    const { memory, storage, volumes, pods } = observabilityBudget(cluster.spec);
    expect({ memory: memory / 2 ** 20, storage: storage / 2 ** 30, volumes, pods }).toEqual({
      memory: 3936,
      storage: 32,
      volumes: 2,
      pods: 9,
    });
  });

  it('hold no volume without Longhorn', () => expect(observabilityBudget(local.spec)).toMatchObject({ storage: 0, volumes: 0 }));

  it('hold one agent a node and one to replace it', () => expect(nodeAgentsBudget(cluster.spec).pods).toBe(cluster.spec.nodes.length + 1));
});
