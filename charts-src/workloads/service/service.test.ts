import { pins } from '../../testing/data';
import { departures } from '../../testing/restricted';
import { environmentOf, objectsOf, pick, sampleCluster, sampleEnvironment, sampleInventory } from '../../testing/sample';
import { environmentUnit } from '../environment';

const cluster = sampleCluster();
const objects = objectsOf(environmentUnit(cluster, environmentOf(cluster, 'qualif-01')));
const { spec } = pick(objects, 'Deployment', 'web');
const pod = spec.template.spec;
const [container] = pod.containers;

describe('serviceConstruct', () => {
  it('stays within Pod Security restricted and the rules of the platform', () => {
    expect(departures(spec.template)).toEqual([]);
    expect(departures(pick(objects, 'Deployment', 'worker').spec.template)).toEqual([]);
  });

  it('rolls without downtime: a new pod first, none taken away before', () => {
    expect(spec.strategy).toEqual({ type: 'RollingUpdate', rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } });
  });

  it('lets the start-up probe decide before the rollout is called failed', () => {
    const { periodSeconds, failureThreshold } = container.startupProbe;
    expect(periodSeconds * failureThreshold).toBeGreaterThanOrEqual(42);
    expect(spec.progressDeadlineSeconds).toBeGreaterThan(periodSeconds * failureThreshold);
  });

  it('sets variables from values and from Secrets, in order, never a secret as a value', () => {
    expect(container.env).toEqual([
      { name: 'API_TOKEN', valueFrom: { secretKeyRef: { key: 'token', name: 'web' } } },
      { name: 'DATABASE_PASSWORD', valueFrom: { secretKeyRef: { key: 'password', name: 'mysql-user-web' } } },
      { name: 'LOG_LEVEL', value: 'info' },
    ]);
  });

  it('may write where it says, and within bounds', () => {
    expect(container.volumeMounts).toEqual([
      { mountPath: '/tmp', name: 'writable-0' },
      { mountPath: '/var/cache/web', name: 'writable-1' },
    ]);
    expect(pod.volumes.map(({ emptyDir }: { emptyDir: object }) => emptyDir)).toEqual([{ sizeLimit: '256Mi' }, { sizeLimit: '256Mi' }]);
  });

  it('is probed by paths where it has some, by its port where it has none', () => {
    expect(container.readinessProbe.httpGet).toEqual({ path: '/ready', port: 'http' });
    expect(container.livenessProbe.httpGet).toEqual({ path: '/live', port: 'http' });
    const [worker] = pick(objects, 'Deployment', 'worker').spec.template.spec.containers;
    expect([worker.startupProbe.tcpSocket, worker.livenessProbe.tcpSocket]).toEqual([{ port: 'http' }, { port: 'http' }]);
  });

  it('has a port for metrics where they have one of their own, and an Ingress where it has a host', () => {
    const ports = (name: string) =>
      pick(objects, 'Service', name).spec.ports.map((port: { name: string; port: number }) => [port.name, port.port]);
    expect(ports('web')).toEqual([
      ['http', 8080],
      ['metrics', 9090],
    ]);
    expect(ports('worker')).toEqual([['http', 7000]]);
    expect(objects.filter(({ kind }) => kind === 'Ingress').map(({ metadata }) => metadata.name)).toEqual(['web']);
  });

  it('has one port where metrics are on the same', () => {
    const { cluster: one, environment } = sampleEnvironment(
      `kind: qualification\nworkloads:\n  web: { kind: service, image: ${pins.service}, port: 8080, metrics: { port: 8080 } }\n`,
    );
    expect(pick(objectsOf(environmentUnit(one, environment)), 'Service', 'web').spec.ports).toHaveLength(1);
  });
});

describe('faults of service', () => {
  const load = (name: string, more: string) => () =>
    sampleInventory({
      environments: { one: `kind: qualification\nworkloads:\n  ${name}: { kind: service, image: ${pins.service}, port: 8080, ${more} }\n` },
    });

  it.each([
    {
      name: 'the internet beyond TLS',
      workload: 'web',
      more: 'flows: [{ to: internet, port: 25 }]',
      says: 'the internet is reached on port 443 only',
    },
    {
      name: 'a variable set twice',
      workload: 'web',
      more: 'env: { A: b }, secrets: { A: { secret: s, key: k } }',
      says: 'is also set by env',
    },
    {
      name: 'a workload named like a party of flows',
      workload: 'dns',
      more: 'replicas: 1',
      says: 'a workload named dns could not be told from',
    },
  ])('names $name', ({ workload, more, says }) => {
    expect(load(workload, more)).toThrow(says);
  });
});
