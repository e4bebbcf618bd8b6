import type { Cluster } from '../inventory/model';
import { type Component, imageParts, type Values } from './component';

const name = 'ingress-nginx';
const controllerImage = 'ingress-nginx-controller';

/** Why the controller's pods are given the API's token; the policy that asks reads it on the pod. */
const readsIngresses = 'reads Ingresses, Services and TLS Secrets, and writes the status of Ingresses';

/** What nginx holds back with a client that never ends a request, in seconds. */
const clientTimeout = '20';

/**
 * The controller that was asked for. It gets no fixes since March 2026, so all that has been a way in is closed: no snippets, no
 * annotations that carry configuration, no webhook, no Services of type ExternalName, no profiler.
 */
export const ingressNginx: Component = {
  name,
  namespaces: [
    {
      name,
      podSecurity: 'privileged',
      reason: 'The controller listens on ports 80 and 443 of the node itself: there is no load balancer in front of it.',
      // NetworkPolicies do not hold for pods on the host network; whatever else is started here may talk to nobody.
      flows: () => [],
    },
  ],
  images: [controllerImage],
  values: (cluster) => ({
    global: { image: { registry: imageParts(cluster, controllerImage).registry } },
    controller: {
      ...onTheHost,
      image: image(cluster),
      ...oneClass,
      enableAnnotationValidations: true,
      allowSnippetAnnotations: false,
      config,
      extraArgs: { 'disable-svc-external-name': 'true', profiling: 'false' },
      // Whoever reached it could have nginx load a configuration of their own; what it would check is checked before the merge.
      admissionWebhooks: { enabled: false },
      // The monitor stands with the others in the namespace observability.
      metrics: { enabled: true, portName: 'metrics', serviceMonitor: { enabled: false }, prometheusRule: { enabled: false } },
      podAnnotations: { 'platform.o4g/kubernetes-api': readsIngresses },
      resources: { requests: { cpu: '100m', memory: '256Mi' }, limits: { cpu: '1', memory: '512Mi' } },
    },
    defaultBackend: { enabled: false },
    revisionHistoryLimit: 3,
  }),
};

/** A pod a node; the old one goes before the new one comes, since both cannot hold the node's ports. */
const onTheHost: Values = {
  kind: 'DaemonSet',
  updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1 } },
  hostNetwork: true,
  dnsPolicy: 'ClusterFirstWithHostNet',
  hostPort: { enabled: true, ports: { http: 80, https: 443 } },
  // Ingresses report the node's own address, for want of a Service.
  service: { enabled: false },
  publishService: { enabled: false },
  // Long enough to end what is being served, short enough that a roll-out closes the ports for half a minute at most.
  terminationGracePeriodSeconds: 30,
};

/** Serves what names the class `nginx` and nothing else. */
const oneClass: Values = {
  ingressClass: 'nginx',
  ingressClassByName: false,
  ingressClassResource: { enabled: true, name: 'nginx', default: false, controllerValue: 'k8s.io/ingress-nginx' },
  watchIngressWithoutClass: false,
};

/** Keys of nginx's ConfigMap; all values are strings there. */
const config: Readonly<Record<string, string>> = {
  'allow-cross-namespace-resources': 'false',
  // A namespace's own Ingresses may set sizes and time-outs, not configuration.
  'annotations-risk-level': 'Medium',
  'client-body-timeout': clientTimeout,
  'client-header-timeout': clientTimeout,
  // Nothing stands in front: a forwarded header of a client is a client's invention.
  'use-forwarded-headers': 'false',
  'compute-full-forwarded-for': 'false',
  'hide-headers': 'Server,X-Powered-By',
  hsts: 'true',
  'hsts-include-subdomains': 'true',
  'hsts-max-age': '31536000',
  'http2-max-concurrent-streams': '64',
  'keep-alive': '60',
  'proxy-body-size': '16m',
  'server-tokens': 'false',
  'ssl-protocols': 'TLSv1.2 TLSv1.3',
  'ssl-redirect': 'true',
  // Without a certificate for the name there is nothing to serve: no self-signed default.
  'ssl-reject-handshake': 'true',
  'ssl-session-tickets': 'false',
  'worker-shutdown-timeout': '25s',
};

/**
 * Not root, one capability, no way to more. The root file system stays writable: nginx's configuration and certificates are
 * written beside files of the image.
 */
function image(cluster: Cluster): Values {
  const { repository, tag, digest } = imageParts(cluster, controllerImage);
  return {
    image: repository,
    tag,
    digest: digest ?? '',
    chroot: false,
    runAsNonRoot: true,
    allowPrivilegeEscalation: false,
    seccompProfile: { type: 'RuntimeDefault' },
    readOnlyRootFilesystem: false,
  };
}
