import { digest } from '../testing/data';
import { checked, sampleCluster } from '../testing/sample';
import { cilium } from './cilium';
import { withTracks } from './sample-tracks';

const tracks = { 'cilium-agent': 'registry.example/cilium/cilium', 'cilium-operator': 'registry.example/cilium/operator-generic' };
const cluster = withTracks(sampleCluster(), tracks);
const node = { name: 'node-1', cpu: '64', memory: '512Gi', disk: '8Ti' };

describe('cilium', () => {
  it('routes the pod network of one node natively, in place of kube-proxy, and reaches the API server by its address', () => {
    expect(cilium.values(cluster)).toMatchObject({
      routingMode: 'native',
      ipv4NativeRoutingCIDR: '10.42.0.0/16',
      autoDirectNodeRoutes: false,
      ipam: { mode: 'kubernetes' },
      kubeProxyReplacement: 'true',
      k8sServiceHost: '192.0.2.10',
      k8sServicePort: '6443',
      policyCIDRMatchMode: ['nodes'],
      operator: { replicas: 1 },
    });
  });

  it('routes between nodes where there are several', () => {
    const several = withTracks(
      sampleCluster({ cluster: { nodes: [node, { ...node, name: 'node-2' }, { ...node, name: 'node-3' }] } }),
      tracks,
    );
    expect(cilium.values(several)).toMatchObject({ autoDirectNodeRoutes: true, operator: { replicas: 2 } });
  });

  it('pins agent and operator by digest, and leaves the digests to the chart where the catalogue has none', () => {
    expect(cilium.values(cluster)).toMatchObject({
      image: { repository: 'registry.example/cilium/cilium', tag: '1.2.3', digest: digest('e'), useDigest: true },
      operator: { image: { repository: 'registry.example/cilium/operator', tag: '1.2.3', genericDigest: digest('e'), useDigest: true } },
    });
    expect(cilium.values(withTracks(sampleCluster(), tracks, false))).toMatchObject({
      image: { repository: 'registry.example/cilium/cilium', tag: '1.2.3' },
      operator: { image: { repository: 'registry.example/cilium/operator', tag: '1.2.3' } },
    });
  });

  it('refuses an operator of another variant than the chart would run', () => {
    const other = withTracks(sampleCluster(), { ...tracks, 'cilium-operator': 'registry.example/cilium/operator-aws' });
    expect(() => cilium.values(other)).toThrow('must end in -generic');
  });

  it('says why its namespace is privileged, and sets no flows where it does not own the namespace', () => {
    expect(cilium.namespaces).toMatchObject([{ name: 'kube-system', podSecurity: 'privileged', reason: expect.any(String) }]);
    expect(cilium.namespaces[0].flows).toBeUndefined();
  });

  it('runs images of the version that the chart is of', () => {
    const { images, charts } = checked().catalogue;
    for (const track of cilium.images) expect(images[track]?.current.split('@')[0]).toBe(`v${charts.cilium?.current}`);
  });
});
