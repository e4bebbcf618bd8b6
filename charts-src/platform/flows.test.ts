import { controllerFlows, metricsFlow, webhookFlows } from './flows';

describe('flows of components', () => {
  it('names a policy for its direction and peer', () => {
    expect(controllerFlows.map(({ name, direction }) => [name, direction])).toEqual([
      ['egress-dns', 'egress'],
      ['egress-apiserver', 'egress'],
    ]);
  });

  it('opens a webhook to the API server by either of its addresses, on its port alone', () => {
    expect(webhookFlows([9443], { app: 'web' })).toEqual([
      {
        name: 'ingress-webhook-from-apiserver',
        direction: 'ingress',
        pods: { app: 'web' },
        peer: { kind: 'apiserver' },
        ports: [{ port: 9443 }],
      },
      { name: 'ingress-webhook-from-node', direction: 'ingress', pods: { app: 'web' }, peer: { kind: 'node' }, ports: [{ port: 9443 }] },
    ]);
  });

  it('opens metrics to Prometheus and no other pod of its namespace', () => {
    expect(metricsFlow([8000]).peer).toEqual({
      kind: 'namespace',
      namespace: 'observability',
      labels: { 'app.kubernetes.io/name': 'prometheus' },
    });
  });
});
