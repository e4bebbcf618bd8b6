import { type Any, objectsFrom, pick } from '../testing/sample';
import { type Flow, networkPolicies, notTheInternet, type Peer } from './network-policy';

const networks = {
  nodes: ['192.0.2.0/28', '198.51.100.0/28'],
  pods: '10.42.0.0/16',
  services: '10.43.0.0/16',
  apiServer: { networks: ['192.0.2.1/32'], port: 6443 },
};
const render = (...flows: readonly Flow[]) => objectsFrom((chart) => networkPolicies(chart, 'env', networks, flows));
const flow = (over: Partial<Flow>): Flow => ({
  name: 'one',
  direction: 'egress',
  pods: { app: 'a' },
  peer: { kind: 'dns' },
  ports: [],
  ...over,
});

describe('networkPolicies', () => {
  it('denies everything both ways without flows', () => {
    expect(render().map(({ metadata, spec }) => [metadata, spec])).toEqual([
      [
        { name: 'default-deny', namespace: 'env' },
        { podSelector: {}, policyTypes: ['Ingress', 'Egress'] },
      ],
    ]);
  });

  const kubeDns = {
    namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'kube-system' } },
    podSelector: { matchLabels: { 'k8s-app': 'kube-dns' } },
  };
  const tcp = (port: number | string) => ({ port, protocol: 'TCP' });
  const peers: readonly { readonly name: string; readonly peer: Peer; readonly to: readonly Any[]; readonly ports?: readonly Any[] }[] = [
    { name: 'pods', peer: { kind: 'pods', labels: { app: 'b' } }, to: [{ podSelector: { matchLabels: { app: 'b' } } }] },
    { name: 'all pods of the namespace', peer: { kind: 'pods', labels: {} }, to: [{ podSelector: {} }] },
    {
      name: 'a namespace',
      peer: { kind: 'namespace', namespace: 'other' },
      to: [{ namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'other' } } }],
    },
    {
      name: 'pods of a namespace, in one peer so that both must hold',
      peer: { kind: 'namespace', namespace: 'other', labels: { app: 'c' } },
      to: [
        {
          namespaceSelector: { matchLabels: { 'kubernetes.io/metadata.name': 'other' } },
          podSelector: { matchLabels: { app: 'c' } },
        },
      ],
    },
    {
      name: 'nodes, every network of them',
      peer: { kind: 'node' },
      to: [{ ipBlock: { cidr: '192.0.2.0/28' } }, { ipBlock: { cidr: '198.51.100.0/28' } }],
    },
    { name: 'the API server on its port', peer: { kind: 'apiserver' }, to: [{ ipBlock: { cidr: '192.0.2.1/32' } }], ports: [tcp(6443)] },
    {
      name: 'the internet without private networks',
      peer: { kind: 'internet' },
      to: [{ ipBlock: { cidr: '0.0.0.0/0', except: [...notTheInternet] } }],
    },
    { name: 'DNS over both protocols', peer: { kind: 'dns' }, to: [kubeDns], ports: [{ port: 53, protocol: 'UDP' }, tcp(53)] },
  ];
  it.each(peers)('permits $name', ({ peer, to, ports }) => {
    const { spec } = pick(render(flow({ peer })), 'NetworkPolicy', 'one');
    expect(spec).toEqual({
      podSelector: { matchLabels: { app: 'a' } },
      policyTypes: ['Egress'],
      egress: [{ to, ...(ports ? { ports } : {}) }],
    });
  });

  it('opens ports by number or name, and nothing of the other direction', () => {
    const { spec } = pick(
      render(flow({ direction: 'ingress', peer: { kind: 'node' }, ports: [{ port: 80 }, { port: 'http', protocol: 'UDP' }] })),
      'NetworkPolicy',
      'one',
    );
    expect(spec.policyTypes).toEqual(['Ingress']);
    expect(spec.ingress[0].ports).toEqual([tcp(80), { port: 'http', protocol: 'UDP' }]);
    expect(spec.egress).toBeUndefined();
  });

  it.each(['10.0.0.1', '172.31.255.255', '192.168.1.1', '169.254.169.254', '100.64.0.1', '127.0.0.1'])(
    'keeps %s out of the internet',
    (address) => {
      const number = (ip: string) => ip.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
      const covers = (cidr: string) => {
        const [base = '', bits = ''] = cidr.split('/');
        const size = 2 ** (32 - Number(bits));
        return Math.floor(number(base) / size) === Math.floor(number(address) / size);
      };
      expect(notTheInternet.some(covers)).toBe(true);
    },
  );
});
