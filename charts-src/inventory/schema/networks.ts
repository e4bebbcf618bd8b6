import * as common from './common';

const networkList = { type: 'array', minItems: 1, maxItems: 100, uniqueItems: true, items: common.cidr } as const;

/** Networks that NetworkPolicies name: node and API-server traffic never matches a pod selector. */
export const networksSchema = {
  type: 'object',
  description: 'Networks of the cluster, named in flows as node, pods, services, apiserver.',
  additionalProperties: false,
  required: ['nodes', 'pods', 'services', 'apiServer'],
  properties: {
    nodes: { ...networkList, description: 'Networks that hold every node address: kubelet, host-network ingress.' },
    pods: { ...common.cidr, description: 'Network that pod addresses come from.' },
    services: { ...common.cidr, description: 'Network that Service addresses come from.' },
    apiServer: {
      type: 'object',
      description: 'Where the API server really listens (behind its Service address).',
      additionalProperties: false,
      required: ['networks'],
      properties: {
        networks: { ...networkList, description: 'Addresses of the API servers, as /32 networks.' },
        port: { ...common.port, default: 6443, description: 'TCP port of the API server.' },
      },
    },
  },
} as const;
