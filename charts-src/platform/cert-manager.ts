import { ApiObject, type Chart } from 'cdk8s';
import { prefix } from '../guardrails/labels';
import type { Flow } from '../guardrails/network-policy';
import type { Cluster } from '../inventory/model';
import { type Component, imageParts, type Values } from './component';
import { controllerFlows, egress, ingress, metricsFlow, webhookFlows } from './flows';
import { resources } from './resources';

const namespace = 'cert-manager';
const ports = { webhook: 10250, metrics: 9402, controllerHealth: 9403, webhookHealth: 6080 } as const;
const pods = {
  controller: { 'app.kubernetes.io/component': 'controller' },
  webhook: { 'app.kubernetes.io/component': 'webhook' },
} as const;

/** Certificates by ACME, HTTP-01. */
export const certManager: Component = {
  name: 'cert-manager',
  namespaces: [{ name: namespace, podSecurity: 'restricted', flows }],
  images: ['cert-manager-controller', 'cert-manager-webhook', 'cert-manager-cainjector', 'cert-manager-acmesolver'],
  values: (cluster) => ({
    crds: { enabled: true, keep: true },
    // Its leases stay in its own namespace, so that it needs no right in kube-system.
    global: { leaderElection: { namespace } },
    image: image(cluster, 'cert-manager-controller'),
    podAnnotations: apiReason('It watches certificates and keeps their Secrets.'),
    resources: resources({ cpu: 20, memory: 64, memoryLimit: 256 }),
    webhook: {
      image: image(cluster, 'cert-manager-webhook'),
      podAnnotations: apiReason('It keeps its own serving certificate in a Secret.'),
      securePort: ports.webhook,
      resources: resources({ cpu: 10, memory: 48, memoryLimit: 128 }),
    },
    cainjector: {
      image: image(cluster, 'cert-manager-cainjector'),
      podAnnotations: apiReason('It writes CA bundles into webhook configurations.'),
      resources: resources({ cpu: 20, memory: 64, memoryLimit: 256 }),
    },
    acmesolver: { image: image(cluster, 'cert-manager-acmesolver') },
    // One image and one hook less: Flux waits for the Deployments, and retries the issuers until the webhook answers.
    startupapicheck: { enabled: false },
    prometheus: { enabled: true, servicemonitor: { enabled: false } },
  }),
  config: { objects: issuers },
};

function flows(): Flow[] {
  return [
    ...controllerFlows,
    egress('acme', { kind: 'internet' }, [443], pods.controller),
    // The self check asks for the challenge as the CA will: by the host's name, which leads to the node that the ingress runs on.
    egress('self-check-internet', { kind: 'internet' }, [80], pods.controller),
    egress('self-check-node', { kind: 'node' }, [80, 443], pods.controller),
    ...webhookFlows([ports.webhook], pods.webhook),
    ingress('probes-controller', { kind: 'node' }, [ports.controllerHealth], pods.controller),
    ingress('probes-webhook', { kind: 'node' }, [ports.webhookHealth], pods.webhook),
    metricsFlow([ports.metrics]),
  ];
}

/** What the policy on service account tokens wants to read. */
const apiReason = (reason: string): Values => ({ [`${prefix}/kubernetes-api`]: reason });

function image(cluster: Cluster, track: string): Values {
  const { registry, repository, tag, digest } = imageParts(cluster, track);
  return { repository: `${registry}/${repository}`, tag, ...(digest === undefined ? {} : { digest }) };
}

/** Issuers by name, with the CA's directory. */
const directories = {
  'letsencrypt-production': 'https://acme-v02.api.letsencrypt.org/directory',
  'letsencrypt-staging': 'https://acme-staging-v02.api.letsencrypt.org/directory',
} as const;

function issuers(chart: Chart, { spec }: Cluster): void {
  for (const [name, server] of Object.entries(directories))
    new ApiObject(chart, name, {
      apiVersion: 'cert-manager.io/v1',
      kind: 'ClusterIssuer',
      metadata: { name },
      spec: {
        acme: {
          email: spec.acme.email,
          server,
          privateKeySecretRef: { name: `${name}-account` },
          solvers: [{ http01: { ingress: { ingressClassName: spec.ingress, serviceType: 'ClusterIP', podTemplate: solverPod } } }],
        },
      },
    });
}

/**
 * Solver pods run in the certificate's namespace and meet its policies. What the template cannot say, cert-manager sets by itself:
 * no service account token, no privilege escalation, all capabilities dropped, a read-only root file system. The security context
 * replaces cert-manager's own as a whole, so all of it stands here.
 */
export const solverPod = {
  metadata: { labels: { 'app.kubernetes.io/name': 'acme-solver', 'app.kubernetes.io/managed-by': 'cert-manager' } },
  spec: {
    securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
    resources: resources({ cpu: 10, memory: 32, cpuLimit: 100, memoryLimit: 64 }),
  },
} as const;
