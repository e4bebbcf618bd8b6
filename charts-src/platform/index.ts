import { podSecurityLabels } from '../guardrails/labels';
import type { PlatformNamespace } from '../guardrails/namespaces';
import { networkPolicies } from '../guardrails/network-policy';
import { quotaObjects } from '../guardrails/quota';
import { isInstalled } from '../inventory/installed';
import type { Cluster } from '../inventory/model';
import type { Sources } from '../sources';
import type { Unit } from '../unit';
import { certManager } from './cert-manager';
import { cilium } from './cilium';
import type { Component, ComponentName } from './component';
import { ingressNginx } from './ingress-nginx';
import { kubePrometheusStack } from './kube-prometheus-stack';
import { kyverno } from './kyverno';
import { localStorageUnits } from './local-storage';
import { longhorn } from './longhorn';
import { helmRelease } from './release';
import { secretsUnits } from './secrets';
import { traefik } from './traefik';

/** Every component there is; a new one is one file and one line. */
export const components = {
  cilium,
  kyverno,
  'cert-manager': certManager,
  longhorn,
  'ingress-nginx': ingressNginx,
  traefik,
  'kube-prometheus-stack': kubePrometheusStack,
} as const satisfies Record<ComponentName, Component>;

/** The components that a cluster's data install. */
export const installed = ({ spec }: Cluster): Component[] => Object.values(components).filter(({ name }) => isInstalled(spec, name));

/** Namespaces of the installed components; those that Kubernetes makes itself are left out. */
export function platformNamespaces(cluster: Cluster): PlatformNamespace[] {
  return installed(cluster)
    .flatMap(({ namespaces }) => namespaces)
    .filter(({ name }) => name !== 'kube-system')
    .map(({ name, podSecurity, labels }) => ({ name, labels: { ...labels, ...podSecurityLabels(podSecurity) } }));
}

/** Units of the platform: for each component its release, and its configuration where it has one. */
export function platformUnits(cluster: Cluster, sources: Sources): Unit[] {
  return [
    ...secretsUnits(cluster),
    ...localStorageUnits(cluster),
    ...installed(cluster).flatMap((component) => componentUnits(cluster, component, sources)),
  ];
}

function componentUnits(cluster: Cluster, component: Component, { alerts }: Sources): Unit[] {
  const { name, namespaces, config } = component;
  const unit = `platform/${name}`;
  const sources = [cluster.source.file, 'versions.yaml'];
  const release: Unit = {
    name: unit,
    sources,
    dependsOn: ['namespaces', ...(component.dependsOn?.(cluster) ?? [])],
    // Above the release's own time-out, so that Helm's words arrive and not Flux's.
    sync: { timeout: '15m' },
    objects: (chart) => {
      helmRelease(chart, cluster, component);
      for (const { name: namespace, flows, budget } of namespaces) {
        if (flows) networkPolicies(chart, namespace, cluster.spec.networks, flows(cluster.spec, cluster.environments));
        if (budget) quotaObjects(chart, namespace, budget(cluster.spec));
      }
    },
  };
  if (!config) return [release];
  const dependsOn = [unit, ...(config.dependsOn?.(cluster) ?? [])];
  return [
    release,
    { name: `${unit}-config`, sources, dependsOn, sync: { timeout: '5m' }, objects: (chart) => config.objects(chart, cluster, alerts) },
  ];
}
