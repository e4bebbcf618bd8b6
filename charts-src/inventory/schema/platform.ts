import * as common from './common';

const component = {
  type: 'object',
  additionalProperties: false,
  required: ['version'],
  properties: { version: common.chartVersion },
} as const;

/** Components and their pinned chart versions; a version must be in the catalogue (current or previous). */
export const platformSchema = {
  type: 'object',
  description: 'Third-party components of the cluster. A component that is left out is not installed.',
  additionalProperties: false,
  required: ['flux', 'cilium', 'kyverno', 'cert-manager'],
  properties: {
    flux: {
      type: 'object',
      description: 'Flux distribution; its controllers are pinned by digest in the catalogue.',
      additionalProperties: false,
      required: ['version'],
      properties: { version: { ...common.chartVersion, description: 'Version of the Flux distribution.' } },
    },
    cilium: { ...component, description: 'CNI; without it nothing enforces NetworkPolicies.' },
    kyverno: { ...component, description: 'Admission policies.' },
    'cert-manager': { ...component, description: 'Certificates.' },
    longhorn: { ...component, description: 'Block storage; needed by storage.provider longhorn.' },
    'ingress-nginx': { ...component, description: 'Ingress controller; needed by ingress nginx.' },
    traefik: { ...component, description: 'Ingress controller; needed by ingress traefik.' },
    'kube-prometheus-stack': {
      ...component,
      description: 'Prometheus, Alertmanager and Grafana.',
      properties: {
        ...component.properties,
        backup: {
          type: 'object',
          description: 'What becomes of the volumes of Prometheus and Alertmanager, which no backup saves.',
          additionalProperties: false,
          required: ['excluded'],
          properties: { excluded: { ...common.reason, description: 'Why nothing of them is saved.' } },
        },
      },
    },
  },
} as const;
