import { k8s } from 'cdk8s-plus-28';
import { workloadLabels, workloadSelector } from '../../guardrails/labels';
import { type Construct, restartAnnotations } from '../context';
import { clusterService, ingress, metadata, serviceAccount } from '../parts';
import { containerSecurity, podDefaults, podSecurity, resourceRequirements, scratch } from '../pod';
import type { ServiceSpec } from './model';

/** uid for images that name no numeric user; any image that can run as non-root can run as this one. */
const serviceUser = 10000;
/** Seconds between the probes of a start. */
const startPeriod = 5;

/** Any team's container: Deployment with surge, Service, Ingress where it has a host. */
export const serviceConstruct: Construct<ServiceSpec> = (context, name, spec) => {
  if (context.environment.spec.retired) return;
  serviceAccount(context, 'service', name);
  clusterService(context, 'service', name, [
    { name: 'http', port: spec.port },
    ...(hasOwnMetricsPort(spec) ? [{ name: 'metrics', port: spec.metrics?.port ?? spec.port }] : []),
  ]);
  if (spec.host !== undefined) ingress(context, metadata(context, 'service', name), { host: spec.host, service: name, portName: 'http' });
  const secrets = [...new Set(Object.values(spec.secrets).map(({ secret }) => secret))];
  new k8s.KubeDeployment(context.chart, name, {
    metadata: metadata(context, 'service', name),
    spec: {
      replicas: spec.replicas,
      strategy: {
        type: 'RollingUpdate',
        rollingUpdate: { maxSurge: k8s.IntOrString.fromNumber(1), maxUnavailable: k8s.IntOrString.fromNumber(0) },
      },
      // Above what the start-up probe allows, so that the probe decides.
      progressDeadlineSeconds: spec.probes.startSeconds + 120,
      revisionHistoryLimit: 5,
      selector: { matchLabels: workloadSelector('service', name) },
      template: {
        metadata: {
          labels: workloadLabels('service', name, context.environment.name),
          annotations: restartAnnotations(context, secrets, undefined),
        },
        spec: {
          ...podDefaults,
          serviceAccountName: name,
          securityContext: podSecurity(serviceUser),
          containers: [container(spec)],
          volumes: spec.writable.map((_, i) => scratch(`writable-${i}`, '256Mi')),
        },
      },
    },
  });
};

const hasOwnMetricsPort = (spec: ServiceSpec): boolean => spec.metrics !== undefined && spec.metrics.port !== spec.port;

function container(spec: ServiceSpec): k8s.Container {
  const port = k8s.IntOrString.fromString('http');
  const probe = (path: string | undefined) => (path === undefined ? { tcpSocket: { port } } : { httpGet: { path, port } });
  const metrics = hasOwnMetricsPort(spec) && spec.metrics ? [{ name: 'metrics', containerPort: spec.metrics.port, protocol: 'TCP' }] : [];
  return {
    name: 'service',
    image: spec.image,
    ports: [{ name: 'http', containerPort: spec.port, protocol: 'TCP' }, ...metrics],
    env: [
      ...Object.entries(spec.env).map(([name, value]) => ({ name, value })),
      ...Object.entries(spec.secrets).map(([name, { secret, key }]) => ({ name, valueFrom: { secretKeyRef: { name: secret, key } } })),
    ].sort((a, b) => (a.name < b.name ? -1 : 1)),
    securityContext: containerSecurity,
    resources: resourceRequirements(spec.resources),
    startupProbe: {
      ...probe(spec.probes.live),
      periodSeconds: startPeriod,
      failureThreshold: Math.ceil(spec.probes.startSeconds / startPeriod),
    },
    readinessProbe: { ...probe(spec.probes.ready), periodSeconds: 5, timeoutSeconds: 3 },
    livenessProbe: { ...probe(spec.probes.live), periodSeconds: 20, timeoutSeconds: 3, failureThreshold: 3 },
    volumeMounts: spec.writable.map((mountPath, i) => ({ name: `writable-${i}`, mountPath })),
  };
}
