import { pins } from '../../testing/data';
import { bytesOf, departures } from '../../testing/restricted';
import { objectsOf, pick, sampleEnvironment } from '../../testing/sample';
import { environmentUnit } from '../environment';
import { workloadFaultsOf } from '../facts';
import { bufferPool } from './config';

const workload = (more = '') =>
  `{ kind: mysql, version: ${pins.mysql}, exporter: ${pins.exporter}, databases: [xwiki, audit_log]${more && `, ${more}`} }`;
const file = (more = '') => `kind: production
backup: { schedule: "15 2 * * *", bucket: backup }
workloads:
  mysql: ${workload(more)}
`;
const render = (text: string) => {
  const { cluster, environment } = sampleEnvironment(text);
  return objectsOf(environmentUnit(cluster, environment));
};

describe('mysqlConstruct', () => {
  const objects = render(file());
  const set = pick(objects, 'StatefulSet', 'mysql').spec;
  const pod = set.template.spec;
  const [server, exporter] = pod.containers;
  const [prepare] = pod.initContainers;

  it('stays within Pod Security restricted and the rules of the platform', () => {
    expect(departures(set.template)).toEqual([]);
    expect(pod.automountServiceAccountToken).toBe(false);
  });

  it('mounts a claim of its own by name, which is never pruned', () => {
    const claim = pick(objects, 'PersistentVolumeClaim', 'mysql-data');
    expect(claim.spec).toEqual({
      accessModes: ['ReadWriteOnce'],
      resources: { requests: { storage: '50Gi' } },
      storageClassName: 'longhorn-db',
    });
    expect(claim.metadata.labels).toMatchObject({ 'kustomize.toolkit.fluxcd.io/prune': 'disabled' });
    expect(pod.volumes[0]).toEqual({ name: 'data', persistentVolumeClaim: { claimName: 'mysql-data' } });
    expect(set.volumeClaimTemplates).toBeUndefined();
  });

  it('shows no password, and no reference to one, in arguments or variables', () => {
    for (const { name, env, envFrom, args = [], command = [] } of [prepare, server, exporter]) {
      expect({ name, env, envFrom }).toEqual({ name });
      expect([...command, ...args].join(' ')).not.toMatch(/pass|secret|--user|\s-p/i);
    }
  });

  it('shows Secrets to the init container alone; the server sees what was made of them', () => {
    const secrets = pod.volumes.filter((volume: { secret?: object }) => volume.secret).map(({ name }: { name: string }) => name);
    expect(secrets).toEqual(['secret-root', 'secret-exporter', 'secret-user-xwiki', 'secret-user-audit-log']);
    const seen = (container: { volumeMounts: { name: string }[] }) => container.volumeMounts.map(({ name }) => name);
    expect(seen(prepare)).toEqual(expect.arrayContaining(secrets));
    expect([...seen(server), ...seen(exporter)].filter((name) => name.startsWith('secret'))).toEqual([]);
    expect(pod.volumes.find(({ name }: { name: string }) => name === 'init').emptyDir.medium).toBe('Memory');
  });

  it('is started, ready and alive by three different measures', () => {
    expect(server.startupProbe).toMatchObject({ tcpSocket: { port: 'mysql' }, periodSeconds: 5, failureThreshold: 120 });
    expect(server.readinessProbe.exec.command).toEqual([
      'mysql',
      '--defaults-file=/run/init/probe.cnf',
      '--connect-timeout=4',
      '--execute=SELECT 1',
    ]);
    expect(server.livenessProbe.tcpSocket.port).toBe('mysql');
    expect(server.ports).toEqual([{ containerPort: 3306, name: 'mysql', protocol: 'TCP' }]);
  });

  it('replaces a pod that never became ready: a rollback needs no hand', () => {
    expect(pick(objects, 'StatefulSet', 'mysql').spec.podManagementPolicy).toBe('Parallel');
  });

  it('has one buffer pool of whole chunks, which the server has no reason to round up', () => {
    const cnf: string = pick(objects, 'ConfigMap', 'mysql-config').data['my.cnf'];
    const value = (name: string) => Number(new RegExp(`^innodb_buffer_pool_${name} = (\\d+)$`, 'm').exec(cnf)?.[1]);
    expect(value('instances')).toBe(1);
    expect(value('size') % (value('chunk_size') * value('instances'))).toBe(0);
  });

  it('is given minutes to flush before it is killed', () => {
    expect(pod.terminationGracePeriodSeconds).toBe(300);
  });

  it('has an exporter on a port named metrics, as another user, with no right to write', () => {
    expect(exporter.ports).toEqual([{ containerPort: 9104, name: 'metrics', protocol: 'TCP' }]);
    expect(exporter.securityContext.runAsUser).not.toBe(pod.securityContext.runAsUser);
    expect(exporter.volumeMounts).toEqual([{ mountPath: '/run/exporter', name: 'exporter', readOnly: true }]);
  });

  it('has a headless Service over both ports', () => {
    expect(pick(objects, 'Service', 'mysql').spec).toMatchObject({
      clusterIP: 'None',
      ports: [
        { name: 'mysql', port: 3306, targetPort: 'mysql' },
        { name: 'metrics', port: 9104, targetPort: 'metrics' },
      ],
    });
  });

  it('takes its buffer pool from the memory limit', () => {
    const larger = render(file('resources: { cpu: "1", memory: 8Gi }'));
    const { 'my.cnf': config } = pick(larger, 'ConfigMap', 'mysql-config').data;
    expect(config).toContain(`innodb_buffer_pool_size = ${bufferPool('8Gi')}\n`);
    expect(bufferPool('8Gi')).toBeLessThan(bytesOf('8Gi'));
  });

  it('names the image by tag and digest', () => {
    expect([prepare.image, server.image]).toEqual([`registry.example/mysql:${pins.mysql}`, `registry.example/mysql:${pins.mysql}`]);
  });

  it('has its configuration in one ConfigMap: my.cnf, the script, a template a Secret', () => {
    const { data } = pick(objects, 'ConfigMap', 'mysql-config');
    expect(Object.keys(data)).toEqual(['exporter.sql', 'my.cnf', 'prepare.sh', 'root.sql', 'user-audit-log.sql', 'user-xwiki.sql']);
    for (const [name, text] of Object.entries<string>(data))
      if (name.endsWith('.sql')) for (const line of text.trimEnd().split('\n')) expect(line).toMatch(/^(CREATE|ALTER|REVOKE|GRANT) .*;$/);
  });

  it('in a retired environment is scaled to zero and keeps its claim', () => {
    const retired = render(`retired: true\n${file()}`);
    expect(pick(retired, 'StatefulSet', 'mysql').spec.replicas).toBe(0);
    expect(pick(retired, 'PersistentVolumeClaim', 'mysql-data').spec).toEqual(pick(objects, 'PersistentVolumeClaim', 'mysql-data').spec);
  });
});

describe('faults of mysql', () => {
  const faults = (databases: string[], memory: string) =>
    workloadFaultsOf({
      name: 'mysql',
      kind: 'mysql',
      spec: {
        kind: 'mysql',
        version: pins.mysql,
        exporter: pins.exporter,
        storage: '1Gi',
        storageClass: 'longhorn-db',
        resources: { cpu: '1', memory },
        databases,
      },
    }).map(({ field }) => field);

  it.each([
    { name: 'nothing', databases: ['xwiki'], memory: '512Mi', fields: [] },
    { name: 'too little memory', databases: ['xwiki'], memory: '511Mi', fields: ['resources.memory'] },
    { name: "the server's own databases", databases: ['xwiki', 'mysql', 'sys'], memory: '1Gi', fields: ['databases.1', 'databases.2'] },
  ])('names $name', ({ databases, memory, fields }) => {
    expect(faults(databases, memory)).toEqual(fields);
  });
});
