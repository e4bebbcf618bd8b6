import type { Cluster } from '../inventory/model';
import { type Component, imageParts, type Values } from './component';
import { resources } from './resources';

const agent = 'cilium-agent';
const operator = 'cilium-operator';
/** The chart appends the variant's name to the operator's repository. */
const operatorVariant = '-generic';

/** The CNI: pod network, Services in place of kube-proxy, and the enforcement of NetworkPolicies (docs/adr/0002-cni-cilium.md). */
export const cilium: Component = {
  name: 'cilium',
  namespaces: [
    {
      name: 'kube-system',
      podSecurity: 'privileged',
      reason: 'The agent loads eBPF programs and programs the routes of the node.',
    },
  ],
  images: [agent, operator],
  values: (cluster) => ({
    image: agentImage(cluster),
    ...network(cluster),
    ...trimmed,
    resources: resources({ cpu: 80, cpuLimit: 1000, memory: 320, memoryLimit: 1024 }),
    initResources: starting,
    cni: { resources: starting },
    rollOutCiliumPods: true,
    operator: {
      image: operatorImage(cluster),
      replicas: Math.min(cluster.spec.nodes.length, 2),
      rollOutPods: true,
      resources: resources({ cpu: 20, memory: 64, memoryLimit: 256 }),
      prometheus: { enabled: false },
    },
  }),
};

/** Packets of pods travel as they are: the nodes route the pod network, and no tunnel takes from the MTU. */
function network({ spec: { networks, nodes } }: Cluster): Values {
  const [apiServer = ''] = networks.apiServer.networks;
  return {
    routingMode: 'native',
    ipv4NativeRoutingCIDR: networks.pods,
    // Routes between nodes of one link; a single node has none.
    autoDirectNodeRoutes: nodes.length > 1,
    // The node's own pod network, which the controller manager cuts from the cluster's.
    ipam: { mode: 'kubernetes' },
    kubeProxyReplacement: 'true',
    // The agent is what makes Service addresses work, so it cannot use one itself.
    k8sServiceHost: apiServer.replace(/\/\d+$/, ''),
    k8sServicePort: `${networks.apiServer.port}`,
    // Without it no ipBlock ever matches a node: flows to `node` and `apiserver` would be dropped.
    policyCIDRMatchMode: ['nodes'],
  };
}

/** Nothing here needs HTTP rules or flow logs, so Envoy and Hubble do not run; the agent's metrics have no reader yet. */
const trimmed: Values = {
  l7Proxy: false,
  envoy: { enabled: false },
  hubble: { enabled: false },
  prometheus: { enabled: false },
  // Certificates that Envoy would serve: no namespace for them, and no roles in one.
  tls: { secretSync: { enabled: false }, secretsNamespace: { create: false, name: '' } },
};

/** Steps before the agent starts; they are done within seconds. */
const starting = resources({ cpu: 20, cpuLimit: 500, memory: 64, memoryLimit: 256 });

/** Where the catalogue knows no digest, the chart's own stands beside its own tag, which a test holds the track to. */
function agentImage(cluster: Cluster): Values {
  const { registry, repository, tag, digest } = imageParts(cluster, agent);
  return { repository: `${registry}/${repository}`, tag, ...(digest === undefined ? {} : { digest, useDigest: true }) };
}

function operatorImage(cluster: Cluster): Values {
  const { registry, repository, tag, digest } = imageParts(cluster, operator);
  const name = `${registry}/${repository}`;
  if (!name.endsWith(operatorVariant)) throw new RangeError(`the repository of ${operator} must end in ${operatorVariant}, is ${name}`);
  return {
    repository: name.slice(0, -operatorVariant.length),
    tag,
    ...(digest === undefined ? {} : { genericDigest: digest, useDigest: true }),
  };
}
