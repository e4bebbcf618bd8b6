import { pins } from '../../testing/data';
import { bytesOf, departures } from '../../testing/restricted';
import { environmentOf, objectsOf, pick, sampleCluster } from '../../testing/sample';
import { unreleasedLabel } from '../context';
import { environmentUnit } from '../environment';
import { heapMebibytes } from './index';

const cluster = sampleCluster();
const unit = environmentUnit(cluster, environmentOf(cluster, 'prod'));
const objects = objectsOf(unit);
const { metadata, spec } = pick(objects, 'Deployment', 'xwiki');
const pod = spec.template.spec;
const [container] = pod.containers;
const variables: Record<string, string> = Object.fromEntries(container.env.map(({ name, value }: Record<string, string>) => [name, value]));

/** Seconds of a Go duration in minutes. */
const seconds = (duration: string): number => Number.parseInt(duration, 10) * 60;

describe('xwikiConstruct', () => {
  it('stays within Pod Security restricted and the rules of the platform', () => {
    expect(departures(spec.template)).toEqual([]);
    expect(pod.automountServiceAccountToken).toBe(false);
  });

  it('never runs two pods on one permanent directory', () => {
    expect([spec.replicas, spec.strategy]).toEqual([1, { type: 'Recreate' }]);
    expect(pod.volumes[0]).toEqual({ name: 'data', persistentVolumeClaim: { claimName: 'xwiki-data' } });
    expect(pick(objects, 'PersistentVolumeClaim', 'xwiki-data').spec.storageClassName).toBe('longhorn-files');
  });

  it('may start for ten minutes before anything gives up, and each waits for the one within', () => {
    const { startupProbe } = container;
    const start = startupProbe.periodSeconds * startupProbe.failureThreshold;
    expect(start).toBeGreaterThan(600);
    expect(spec.progressDeadlineSeconds).toBeGreaterThan(start);
    expect(seconds(unit.sync.timeout)).toBeGreaterThan(spec.progressDeadlineSeconds);
  });

  it.each(['startupProbe', 'readinessProbe', 'livenessProbe'])('asks /xwiki/ in its %s', (probe) => {
    expect(container[probe].httpGet).toEqual({ path: '/xwiki/', port: 'http' });
  });

  it.each([
    { memory: '2Gi', heap: 1228 },
    { memory: '4Gi', heap: 2457 },
    { memory: '6Gi', heap: 3686 },
    { memory: '16Gi', heap: 9830 },
  ])('gives Java $heap MiB of $memory', ({ memory, heap }) => {
    expect(heapMebibytes(memory)).toBe(heap);
    expect(heap * 2 ** 20).toBeLessThan(bytesOf(memory) * 0.7);
  });

  it('sets the same heap from the start as at most', () => {
    const heap = heapMebibytes(container.resources.limits.memory);
    expect(variables.JAVA_OPTS).toContain(`-Xms${heap}m -Xmx${heap}m `);
  });

  it('finds its database in the environment, and the password in a file', () => {
    expect(variables).toMatchObject({
      CONTEXT_PATH: 'xwiki',
      DB_DATABASE: 'xwiki',
      DB_HOST: 'mysql',
      DB_PASSWORD_FILE: '/run/secrets/database/password',
      DB_PORT: '3306',
      DB_USER: 'xwiki',
    });
    expect(Object.keys(variables)).not.toContain('DB_PASSWORD');
    expect(pod.volumes).toContainEqual({ name: 'database', secret: { defaultMode: 0o440, secretName: 'mysql-user-xwiki' } });
  });

  it('is marked unreleased as long as its image has no digest', () => {
    expect(container.image).toBe(`registry.example/xwiki:${pins.xwiki}`);
    expect(spec.template.metadata.labels[unreleasedLabel]).toBe('true');
    expect(metadata.labels[unreleasedLabel]).toBeUndefined();
    expect(spec.selector.matchLabels[unreleasedLabel]).toBeUndefined();
  });

  it('is reached over TLS at its host', () => {
    const { metadata: named, spec: route } = pick(objects, 'Ingress', 'xwiki');
    expect(route.tls).toEqual([{ hosts: ['xwiki.prod.example.org'], secretName: 'xwiki-tls' }]);
    expect(route.rules[0].host).toBe('xwiki.prod.example.org');
    expect(named.annotations).toMatchObject({
      'cert-manager.io/cluster-issuer': 'letsencrypt-production',
      'nginx.ingress.kubernetes.io/proxy-body-size': '512m',
    });
  });

  it('leaves the annotations of one ingress controller out under the other', () => {
    const other = sampleCluster({ cluster: { ingress: 'traefik' } });
    const { metadata: named, spec: route } = pick(objectsOf(environmentUnit(other, environmentOf(other, 'prod'))), 'Ingress', 'xwiki');
    expect([route.ingressClassName, Object.keys(named.annotations)]).toEqual(['traefik', ['cert-manager.io/cluster-issuer']]);
  });
});
