import { notTheInternet } from '../charts-src/guardrails/network-policy';
import { altered, removed, renderedSample, type Violation } from '../charts-src/testing/rendered';
import { environmentOf } from '../charts-src/testing/sample';
import type { RenderedUnit } from '../charts-src/tree/render';
import { clusterContext } from './context';
import { expectedFlows, type PermittedFlow, permittedFlows } from './flows';

const { cluster, units } = renderedSample();
const expected = expectedFlows(cluster.spec, environmentOf(cluster, 'qualif-01'));
const line = ({ from, to, ports }: PermittedFlow): string => `${from} → ${to} ${ports.join(' ')}`;
const matrix = (of: readonly RenderedUnit[]): string[] => permittedFlows(clusterContext(cluster, of), 'qualif-01').map(line);

/** The sample with one NetworkPolicy more. */
const added =
  (spec: object): Violation['units'] =>
  (all) =>
    all.map((unit) => {
      if (unit.unit.name !== 'guardrails/qualif-01') return unit;
      const object = {
        apiVersion: 'networking.k8s.io/v1',
        kind: 'NetworkPolicy',
        metadata: { name: 'foreign', namespace: 'qualif-01' },
        spec,
      };
      return { ...unit, objects: [...unit.objects, { file: 'foreign.yaml', object }] };
    });
const web = { matchLabels: { 'app.kubernetes.io/instance': 'web' } };
const worker = { matchLabels: { 'app.kubernetes.io/instance': 'worker' } };

describe('permittedFlows', () => {
  it('are what the workloads declare, in the same words', () => {
    expect(matrix(units)).toEqual(expected.map(line));
    expect(matrix(units)).toEqual([
      'mysql → dns 53/TCP 53/UDP',
      'node → acme-solver 8089/TCP',
      'node → mysql 3306/TCP 9104/TCP',
      'node → web 8080/TCP',
      'node → worker 7000/TCP',
      'prometheus → mysql 9104/TCP',
      'prometheus → web 9090/TCP',
      'web → dns 53/TCP 53/UDP',
      'web → internet 443/TCP',
      'web → mysql 3306/TCP',
      'web → worker 7000/TCP',
      'worker → dns 53/TCP 53/UDP',
    ]);
  });

  interface Seeded {
    readonly name: string;
    readonly change: Violation['units'];
    readonly more?: readonly string[];
    readonly less?: readonly string[];
  }
  const seeded: readonly Seeded[] = [
    { name: 'a policy of the sender is gone', change: removed('NetworkPolicy', 'egress-web-to-mysql'), less: ['web → mysql 3306/TCP'] },
    { name: 'a policy of the receiver is gone', change: removed('NetworkPolicy', 'ingress-web-to-mysql'), less: ['web → mysql 3306/TCP'] },
    {
      name: 'a policy towards the outside is gone',
      change: removed('NetworkPolicy', 'egress-web-to-internet'),
      less: ['web → internet 443/TCP'],
    },
    {
      name: 'a port of the receiver differs from that of the sender',
      change: altered('NetworkPolicy', 'ingress-web-to-mysql', ({ spec }) => Object.assign(spec.ingress[0].ports[0], { port: 3307 })),
      less: ['web → mysql 3306/TCP'],
    },
    {
      name: 'another port is opened to the outside',
      change: altered('NetworkPolicy', 'egress-web-to-internet', ({ spec }) => spec.egress[0].ports.push({ port: 25 })),
      less: ['web → internet 443/TCP'],
      more: ['web → internet 25/TCP 443/TCP'],
    },
    {
      name: 'a range of ports is opened',
      change: altered('NetworkPolicy', 'egress-web-to-internet', ({ spec }) => Object.assign(spec.egress[0].ports[0], { endPort: 500 })),
      less: ['web → internet 443/TCP'],
      more: ['web → internet 443-500/TCP'],
    },
    {
      name: 'every port is opened',
      change: altered('NetworkPolicy', 'egress-web-to-internet', ({ spec }) => Reflect.deleteProperty(spec.egress[0], 'ports')),
      less: ['web → internet 443/TCP'],
      more: ['web → internet any'],
    },
    {
      name: 'private networks count as the internet',
      change: altered('NetworkPolicy', 'egress-web-to-internet', ({ spec }) =>
        Reflect.deleteProperty(spec.egress[0].to[0].ipBlock, 'except'),
      ),
      less: ['web → internet 443/TCP'],
      more: ['web → 0.0.0.0/0 443/TCP'],
    },
    {
      name: 'one private network is left out of the exceptions',
      change: altered('NetworkPolicy', 'egress-web-to-internet', ({ spec }) => spec.egress[0].to[0].ipBlock.except.shift()),
      less: ['web → internet 443/TCP'],
      more: [`web → 0.0.0.0/0 except ${notTheInternet.slice(1).join(', ')} 443/TCP`],
    },
    {
      name: 'the denial of everything is gone, and with it that of a pod without policies of its own',
      change: (all) => removed('NetworkPolicy', 'egress-worker-to-dns')(removed('NetworkPolicy', 'default-deny', 'qualif-01')(all)),
      less: ['worker → dns 53/TCP 53/UDP'],
      more: ['acme-solver → anyone any', 'worker → anyone any'],
    },
    {
      name: 'a foreign policy opens a pod to every address',
      change: added({ podSelector: worker, policyTypes: ['Ingress'], ingress: [{}] }),
      more: ['anyone → worker any'],
    },
    {
      name: 'a foreign policy opens a pod to a network',
      change: added({ podSelector: worker, policyTypes: ['Ingress'], ingress: [{ from: [{ ipBlock: { cidr: '203.0.113.0/24' } }] }] }),
      more: ['203.0.113.0/24 → worker any'],
    },
    {
      name: 'a foreign policy opens a pod to every namespace',
      change: added({
        podSelector: worker,
        policyTypes: ['Ingress'],
        ingress: [{ from: [{ namespaceSelector: {} }], ports: [{ port: 7000 }] }],
      }),
      more: ['any namespace → worker 7000/TCP'],
    },
    {
      name: 'a foreign policy lets a pod into another namespace',
      change: added({
        podSelector: web,
        policyTypes: ['Egress'],
        egress: [{ to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kyverno' } } }] }],
      }),
      more: ['web → namespace kyverno any'],
    },
    {
      name: 'a foreign policy lets a pod out to every address',
      change: added({ podSelector: worker, policyTypes: ['Egress'], egress: [{}] }),
      more: ['worker → anyone any'],
    },
    {
      name: 'a foreign policy without types is one of ingress',
      change: added({ podSelector: worker, ingress: [{ from: [{ ipBlock: { cidr: '203.0.113.0/24' } }] }] }),
      more: ['203.0.113.0/24 → worker any'],
    },
    {
      name: 'a foreign policy selects by expressions',
      change: added({
        podSelector: { matchExpressions: [{ key: 'app.kubernetes.io/instance', operator: 'NotIn', values: ['mysql', 'web'] }] },
        policyTypes: ['Ingress'],
        ingress: [{ from: [{ ipBlock: { cidr: '203.0.113.0/24' } }] }],
      }),
      more: ['203.0.113.0/24 → acme-solver any', '203.0.113.0/24 → worker any'],
    },
    {
      name: 'both ends of a new flow are opened',
      change: (all) =>
        added({ podSelector: web, policyTypes: ['Ingress'], ingress: [{ from: [{ podSelector: worker }], ports: [{ port: 8080 }] }] })(
          added({ podSelector: worker, policyTypes: ['Egress'], egress: [{ to: [{ podSelector: web }] }] })(all),
        ),
      more: ['worker → web 8080/TCP'],
    },
    {
      name: 'only one end of a new flow is opened, which permits nothing',
      change: added({ podSelector: worker, policyTypes: ['Egress'], egress: [{ to: [{ podSelector: web }] }] }),
    },
    {
      name: 'a policy of another environment changes, which is not this matrix',
      change: removed('NetworkPolicy', 'egress-xwiki-to-mysql', 'prod'),
    },
  ];
  it.each(seeded)('show it when $name', ({ change, more = [], less = [] }) => {
    const found = matrix(change(units));
    const declared = expected.map(line);
    expect(found.filter((text) => !declared.includes(text))).toEqual(more);
    expect(declared.filter((text) => !found.includes(text))).toEqual(less);
  });
});
