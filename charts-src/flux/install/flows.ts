import { prometheusLabels } from '../../guardrails/environment-flows';
import type { Flow } from '../../guardrails/network-policy';
import { ports } from './controllers';

const all = {};
const source = { app: 'source-controller' };
const kustomize = { app: 'kustomize-controller' };
const helm = { app: 'helm-controller' };
const notification = { app: 'notification-controller' };
const https = { port: 443 };

/**
 * Everything that Flux's pods talk to. Only the source-controller (Git, charts) and the notification-controller (messages)
 * reach the internet; the two that apply do not.
 *
 * @param gitPort TCP port of the Git server
 */
export function fluxFlows(gitPort: number): readonly Flow[] {
  const artifacts = [{ port: ports.artifacts }];
  const events = [{ port: ports.events }];
  const inside = (from: Record<string, string>, to: Record<string, string>, name: string, at: Flow['ports']): readonly Flow[] => [
    { name: `egress-${name}`, direction: 'egress', pods: from, peer: { kind: 'pods', labels: to }, ports: at },
    { name: `ingress-${name}`, direction: 'ingress', pods: to, peer: { kind: 'pods', labels: from }, ports: at },
  ];
  return [
    { name: 'egress-dns', direction: 'egress', pods: all, peer: { kind: 'dns' }, ports: [] },
    { name: 'egress-apiserver', direction: 'egress', pods: all, peer: { kind: 'apiserver' }, ports: [] },
    {
      name: 'egress-source-to-internet',
      direction: 'egress',
      pods: source,
      peer: { kind: 'internet' },
      ports: gitPort === https.port ? [https] : [{ port: gitPort }, https],
    },
    { name: 'egress-notification-to-internet', direction: 'egress', pods: notification, peer: { kind: 'internet' }, ports: [https] },
    ...inside(kustomize, source, 'kustomize-to-source', artifacts),
    ...inside(helm, source, 'helm-to-source', artifacts),
    ...inside(source, notification, 'source-to-notification', events),
    ...inside(kustomize, notification, 'kustomize-to-notification', events),
    ...inside(helm, notification, 'helm-to-notification', events),
    { name: 'ingress-kubelet', direction: 'ingress', pods: all, peer: { kind: 'node' }, ports: [{ port: ports.health }] },
    { name: 'ingress-kubelet-to-source', direction: 'ingress', pods: source, peer: { kind: 'node' }, ports: artifacts },
    {
      name: 'ingress-prometheus',
      direction: 'ingress',
      pods: all,
      peer: { kind: 'namespace', namespace: 'observability', labels: prometheusLabels },
      ports: [{ port: ports.metrics }],
    },
  ];
}
