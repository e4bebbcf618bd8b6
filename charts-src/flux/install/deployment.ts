import type { Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import type { Catalogue } from '../../inventory/schema/versions';
import { containerSecurity, podSecurity, scratch } from '../../workloads/pod';
import { type Controller, ports } from './controllers';
import { fluxLabels } from './labels';

/** The user that the images name; stated, since a policy cannot look into an image. */
const uid = 65534;
const quantity = k8s.Quantity.fromString;

/** The Deployment of one controller: one replica, since a second would only stand by. */
export function controllerDeployment(chart: Chart, namespace: string, controller: Controller, catalogue: Catalogue): void {
  const selector = { app: controller.name };
  const labels = { ...fluxLabels(namespace, controller.name), ...selector };
  new k8s.KubeDeployment(chart, controller.name, {
    metadata: { name: controller.name, namespace, labels },
    spec: {
      replicas: 1,
      selector: { matchLabels: selector },
      ...(controller.recreate ? { strategy: { type: 'Recreate' } } : {}),
      template: {
        metadata: { labels, annotations: { 'platform.o4g/kubernetes-api': 'The controllers reconcile through the Kubernetes API.' } },
        spec: {
          serviceAccountName: controller.name,
          automountServiceAccountToken: true,
          enableServiceLinks: false,
          terminationGracePeriodSeconds: controller.grace,
          securityContext: podSecurity(uid),
          ...(controller.critical ? { priorityClassName: 'system-cluster-critical' } : {}),
          containers: [container(controller, imageOf(catalogue, controller.name))],
          volumes: Object.entries(controller.folders).map(([path, size]) => scratch(volumeName(path), size)),
        },
      },
    },
  });
}

function container(controller: Controller, image: string): k8s.Container {
  const { name: _, serves, ready } = controller;
  return {
    name: 'manager',
    image,
    imagePullPolicy: 'IfNotPresent',
    args: [...controller.args],
    env: environment(controller),
    ports: [
      ...(serves === undefined ? [] : [{ name: 'http', containerPort: serves, protocol: 'TCP' }]),
      { name: 'http-prom', containerPort: ports.metrics, protocol: 'TCP' },
      { name: 'healthz', containerPort: ports.health, protocol: 'TCP' },
    ],
    livenessProbe: probe('/healthz', 'healthz'),
    readinessProbe: probe(ready.path, ready.port),
    resources: {
      requests: { cpu: quantity('100m'), memory: quantity(controller.memory) },
      limits: { cpu: quantity('1'), memory: quantity('1Gi') },
    },
    securityContext: containerSecurity,
    volumeMounts: Object.keys(controller.folders).map((mountPath) => ({ name: volumeName(mountPath), mountPath })),
  };
}

function environment(controller: Controller): k8s.EnvVar[] {
  return [
    { name: 'RUNTIME_NAMESPACE', valueFrom: { fieldRef: { fieldPath: 'metadata.namespace' } } },
    // The collector works harder near the limit instead of being killed at it.
    { name: 'GOMEMLIMIT', valueFrom: { resourceFieldRef: { containerName: 'manager', resource: 'limits.memory' } } },
    ...Object.entries(controller.env ?? {}).map(([name, value]) => ({ name, value })),
  ];
}

const volumeName = (mountPath: string): string => mountPath.slice(1);

const probe = (path: string, port: string): k8s.Probe => ({ httpGet: { path, port: k8s.IntOrString.fromString(port) } });

/** @throws Error when the catalogue has no track of the controller. */
function imageOf(catalogue: Catalogue, controller: string): string {
  const track = catalogue.images[`flux-${controller}`];
  if (track === undefined) throw new Error(`could not render flux: versions.yaml has no image flux-${controller}`);
  return `${track.repository}:${track.current}`;
}
