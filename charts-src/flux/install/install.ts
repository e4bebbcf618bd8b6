import type { Chart } from 'cdk8s';
import { k8s } from 'cdk8s-plus-28';
import { neverPruned, podSecurityLabels } from '../../guardrails/labels';
import { type Networks, networkPolicies } from '../../guardrails/network-policy';
import { fluxNamespace } from '../../guardrails/unit-names';
import type { Catalogue } from '../../inventory/schema/versions';
import { fluxAccess } from './access';
import { type Controller, controllers } from './controllers';
import { type CommittedCrd, fluxCrds } from './crds';
import { controllerDeployment } from './deployment';
import { fluxFlows } from './flows';
import { fluxLabels } from './labels';

export interface FluxInstallOptions {
  /** Holds the images `flux-source-controller`, `flux-kustomize-controller`, `flux-helm-controller`, `flux-notification-controller`. */
  readonly catalogue: Catalogue;
  readonly networks: Networks;
  /** Number of environments; there are more workers than that. */
  readonly environments: number;
  /** TCP port of the Git server. Default: 443. */
  readonly gitPort?: number;
  readonly crds: readonly CommittedCrd[];
}

/** Flux itself: definitions, namespace, rights, controllers, and the flows between them. */
export function fluxInstallObjects(chart: Chart, { catalogue, networks, environments, gitPort = 443, crds }: FluxInstallOptions): void {
  const all = controllers(fluxNamespace, environments);
  fluxCrds(chart, crds);
  new k8s.KubeNamespace(chart, 'namespace', {
    metadata: { name: fluxNamespace, labels: { ...fluxLabels(fluxNamespace), ...podSecurityLabels('restricted'), ...neverPruned } },
  });
  fluxAccess(chart, fluxNamespace, all);
  for (const controller of all) {
    controllerDeployment(chart, fluxNamespace, controller, catalogue);
    if (controller.serves !== undefined) service(chart, controller);
  }
  networkPolicies(chart, fluxNamespace, networks, fluxFlows(gitPort));
}

function service(chart: Chart, { name }: Controller): void {
  new k8s.KubeService(chart, `service-${name}`, {
    metadata: { name, namespace: fluxNamespace, labels: fluxLabels(fluxNamespace, name) },
    spec: {
      type: 'ClusterIP',
      selector: { app: name },
      ports: [{ name: 'http', port: 80, protocol: 'TCP', targetPort: k8s.IntOrString.fromString('http') }],
    },
  });
}
