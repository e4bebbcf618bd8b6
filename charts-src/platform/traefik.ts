import type { Cluster } from '../inventory/model';
import { type Component, imageParts, type Values } from './component';

const name = 'traefik';

/** Why the controller's pods are given the API's token; the policy that asks reads it on the pod. */
const readsIngresses = 'reads Ingresses, Services and TLS Secrets, and writes the status of Ingresses';

/** Ports on the node, beside 80 and 443. 9100 is node-exporter's. */
export const traefikPorts = { health: 8080, metrics: 9180 } as const;

/** Time a client has to send a whole request, and an idle connection stays. Uploads of a wiki take minutes. */
const timeouts = { readTimeout: '300s', writeTimeout: '300s', idleTimeout: '60s' } as const;

/**
 * The controller that is maintained, on the node's own ports like ingress-nginx: which of both runs changes nothing for the
 * flows of the environments.
 */
export const traefik: Component = {
  name,
  namespaces: [
    {
      name,
      podSecurity: 'privileged',
      reason:
        'The controller listens on ports 80 and 443 of the node itself, and its image gives the program no right to low ports: it runs as root without any other capability.',
      // NetworkPolicies do not hold for pods on the host network; whatever else is started here may talk to nobody.
      flows: () => [],
    },
  ],
  images: [name],
  values: (cluster) => ({
    ...image(cluster),
    ...onTheHost,
    ...onlyIngresses,
    ports,
    providers: {
      kubernetesIngress: {
        enabled: true,
        ingressClass: name,
        allowExternalNameServices: false,
        allowEmptyServices: true,
        publishedService: { enabled: false },
      },
      kubernetesCRD: { enabled: false },
      kubernetesGateway: { enabled: false },
      file: { enabled: true, watch: false, content: tls },
    },
    metrics: { prometheus: { entryPoint: 'metrics', addEntryPointsLabels: true, addServicesLabels: true, service: { enabled: true } } },
    accessLog: { enabled: true, format: 'json' },
    log: { format: 'json', level: 'INFO' },
    global: { checkNewVersion: false, sendAnonymousUsage: false },
    resources: { requests: { cpu: '100m', memory: '256Mi' }, limits: { cpu: '1', memory: '512Mi' } },
  }),
};

/** A pod a node; the old one goes before the new one comes, since both cannot hold the node's ports. */
const onTheHost: Values = {
  hostNetwork: true,
  deployment: {
    kind: 'DaemonSet',
    dnsPolicy: 'ClusterFirstWithHostNet',
    terminationGracePeriodSeconds: 30,
    revisionHistoryLimit: 3,
    podAnnotations: { 'platform.o4g/kubernetes-api': readsIngresses },
  },
  updateStrategy: { type: 'RollingUpdate', rollingUpdate: { maxUnavailable: 1, maxSurge: 0 } },
  service: { enabled: false },
  securityContext: {
    allowPrivilegeEscalation: false,
    capabilities: { drop: ['ALL'], add: ['NET_BIND_SERVICE'] },
    readOnlyRootFilesystem: true,
  },
  // The image's program has no file capability, so another user could not use the one that is added.
  podSecurityContext: { runAsNonRoot: false, runAsUser: 0, runAsGroup: 0, seccompProfile: { type: 'RuntimeDefault' } },
};

/** Serves Ingresses of the class `traefik`; no other kind of object can configure it, and nobody can look into it. */
const onlyIngresses: Values = {
  ingressClass: { enabled: true, name, isDefaultClass: false },
  api: { dashboard: false, insecure: false },
  ingressRoute: { dashboard: { enabled: false }, healthcheck: { enabled: false } },
  gateway: { enabled: false },
  gatewayClass: { enabled: false },
};

/**
 * Everything on port 80 is sent to 443, and nothing is served there. ACME's HTTP-01 survives it: authority and cert-manager follow
 * the redirect without judging the certificate they meet, and the solver's Ingress is served on 443 like any other.
 */
const ports: Values = {
  web: {
    port: 80,
    http: { redirections: { entryPoint: { to: 'websecure', scheme: 'https', permanent: true } } },
    transport: { respondingTimeouts: timeouts },
  },
  websecure: { port: 443, asDefault: true, http: { tls: { enabled: true } }, transport: { respondingTimeouts: timeouts } },
  traefik: { port: traefikPorts.health },
  metrics: { port: traefikPorts.metrics },
};

/** `default` holds for all that name no options. Strict names would refuse HTTP-01 for a host that has no certificate yet. */
const tls: Values = { tls: { options: { default: { minVersion: 'VersionTLS12', sniStrict: false } } } };

/** Tag and digest go in as one, or the chart would leave out the tag, which it compares with the versions it supports. */
function image(cluster: Cluster): Values {
  const { registry, repository, tag, digest } = imageParts(cluster, name);
  return { image: { registry, repository, tag: digest === undefined ? tag : `${tag}@${digest}` } };
}
