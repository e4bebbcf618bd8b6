import * as common from './common';

/** One node: its address is a network of its own in `networks.nodes`. */
export const nodeSchema = {
  type: 'object',
  description: 'One node and what it offers to pods.',
  additionalProperties: false,
  required: ['name', 'cpu', 'memory', 'disk'],
  properties: {
    name: { ...common.name, description: 'Host name of the node.' },
    cpu: { ...common.cpu, description: 'Cores of the machine.' },
    memory: { ...common.bytes, description: 'Memory of the machine, in bytes.' },
    disk: { ...common.bytes, description: 'Disk that volumes may use, in bytes.' },
    reserved: {
      type: 'object',
      description: 'What the system and the kubelet keep for themselves.',
      additionalProperties: false,
      default: {},
      properties: {
        cpu: { ...common.cpu, default: '500m', description: 'CPU kept for the system, in cores or millicores.' },
        memory: { ...common.bytes, default: '1Gi', description: 'Memory kept for the system, in bytes.' },
        disk: { ...common.bytes, default: '20Gi', description: 'Disk kept for the system and images, in bytes.' },
      },
    },
  },
} as const;
