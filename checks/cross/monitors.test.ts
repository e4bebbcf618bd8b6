import { altered, itCatches, removed } from '../../charts-src/testing/rendered';

const file = 'monitors: generated/sample/monitors/prod/servicemonitor-mysql.yaml';

describe('monitors', () => {
  itCatches([
    {
      name: 'a port that its Service does not have',
      units: altered('ServiceMonitor', 'mysql', ({ spec }) => Object.assign(spec.endpoints[0], { port: 'prometheus' }), 'prod'),
      says: `${file}: finds no port prometheus in prod`,
    },
    {
      name: 'labels that no Service has',
      units: altered('ServiceMonitor', 'mysql', ({ spec }) => Object.assign(spec.selector.matchLabels, { more: 'x' }), 'prod'),
      says: `${file}: finds no port metrics in prod`,
    },
    {
      name: 'a Service whose pods do not have the port',
      units: altered(
        'StatefulSet',
        'mysql',
        ({ spec }) => {
          for (const container of spec.template.spec.containers) container.ports = [];
        },
        'prod',
      ),
      says: `${file}: finds no port metrics in prod`,
    },
    {
      name: 'a workload that does not let Prometheus in',
      units: removed('NetworkPolicy', 'ingress-prometheus-to-mysql', 'prod'),
      says: `${file}: needs port 9104 of prod/mysql, which no policy lets Prometheus reach`,
    },
    {
      name: 'a Prometheus that may not leave for the environment',
      units: removed('NetworkPolicy', 'egress-prometheus-to-prod'),
      says: `${file}: needs port 9104 of prod/mysql, which no policy lets Prometheus reach`,
    },
    {
      name: 'pods of Flux that do not have the port',
      units: altered('PodMonitor', 'flux', ({ spec }) => Object.assign(spec.podMetricsEndpoints[0], { port: 'metrics' })),
      says: 'podmonitor-observability-flux.yaml: finds no port metrics in flux-system',
    },
  ]);
});
