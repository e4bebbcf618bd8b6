import { k8s } from 'cdk8s-plus-28';
import { workloadLabels, workloadSelector } from '../../guardrails/labels';
import { toBytes } from '../../inventory/quantity';
import { type Construct, imageOf, releaseLabels, restartAnnotations, type WorkloadContext } from '../context';
import { volumesOf } from '../facts';
import { mysqlPort, secretName } from '../mysql/model';
import { clusterService, ingress, metadata, serviceAccount, volumeClaim } from '../parts';
import { containerSecurity, podDefaults, podSecurity, resourceRequirements, scratch } from '../pod';
import { type XwikiSpec, xwikiPort } from './model';

/** uid that the image of services/xwiki runs as. */
const xwikiUser = 10001;
/** A first start migrates the schema and fills the search index: ten minutes and one more. Seconds. */
const startSeconds = 660;
/** Above the start-up probe, so that a rollout is called failed only when the probe has given up. Seconds. */
const progressSeconds = startSeconds + 240;
/** Share of the memory limit for the Java heap; the rest is metaspace, threads, direct buffers and the search index. */
const heapShare = 0.6;
/** Where the image keeps the permanent directory, and where it wants the database's password. */
const permanentFolder = '/usr/local/xwiki';
const passwordFolder = '/run/secrets/database';

/** Java heap for a memory limit, in mebibytes. */
export const heapMebibytes = (memory: string): number => Math.floor((toBytes(memory) * heapShare) / 2 ** 20);

/** XWiki: Deployment of one replica, Service, claim, Ingress. */
export const xwikiConstruct: Construct<XwikiSpec> = (context, name, spec) => {
  for (const volume of volumesOf({ name, kind: 'xwiki', spec })) volumeClaim(context, 'xwiki', name, volume);
  if (context.environment.spec.retired) return;
  serviceAccount(context, 'xwiki', name);
  clusterService(context, 'xwiki', name, [{ name: 'http', port: xwikiPort }]);
  ingress(context, metadata(context, 'xwiki', name), {
    host: spec.host,
    service: name,
    portName: 'http',
    annotations: { 'nginx.ingress.kubernetes.io/proxy-body-size': '512m', 'nginx.ingress.kubernetes.io/proxy-read-timeout': '300' },
  });
  const databaseSecret = `${spec.database.workload}-${secretName.user(spec.database.name)}`;
  new k8s.KubeDeployment(context.chart, name, {
    metadata: metadata(context, 'xwiki', name),
    spec: {
      replicas: 1,
      // Two pods would write one permanent directory.
      strategy: { type: 'Recreate' },
      progressDeadlineSeconds: progressSeconds,
      revisionHistoryLimit: 5,
      selector: { matchLabels: workloadSelector('xwiki', name) },
      template: {
        metadata: {
          labels: { ...workloadLabels('xwiki', name, context.environment.name), ...releaseLabels(context, 'xwiki', spec.version) },
          annotations: restartAnnotations(context, [databaseSecret], undefined),
        },
        spec: {
          ...podDefaults,
          serviceAccountName: name,
          securityContext: podSecurity(xwikiUser),
          terminationGracePeriodSeconds: 120,
          containers: [container(context, spec)],
          volumes: [
            { name: 'data', persistentVolumeClaim: { claimName: `${name}-data` } },
            { name: 'database', secret: { secretName: databaseSecret, defaultMode: 0o440 } },
            scratch('tmp', '2Gi'),
            scratch('work', '512Mi'),
            scratch('logs', '256Mi'),
          ],
        },
      },
    },
  });
};

function container(context: WorkloadContext, spec: XwikiSpec): k8s.Container {
  const heap = heapMebibytes(spec.resources.memory);
  const probe = { httpGet: { path: '/xwiki/', port: k8s.IntOrString.fromString('http') }, timeoutSeconds: 10 };
  return {
    name: 'xwiki',
    image: imageOf(context, 'xwiki', spec.version),
    ports: [{ name: 'http', containerPort: xwikiPort, protocol: 'TCP' }],
    env: [
      { name: 'CONTEXT_PATH', value: 'xwiki' },
      { name: 'DB_DATABASE', value: spec.database.name },
      { name: 'DB_HOST', value: spec.database.workload },
      { name: 'DB_PASSWORD_FILE', value: `${passwordFolder}/password` },
      { name: 'DB_PORT', value: `${mysqlPort}` },
      { name: 'DB_USER', value: spec.database.name },
      { name: 'JAVA_OPTS', value: `-Xms${heap}m -Xmx${heap}m -XX:+ExitOnOutOfMemoryError -Djava.io.tmpdir=/tmp` },
    ],
    securityContext: containerSecurity,
    resources: resourceRequirements(spec.resources),
    startupProbe: { ...probe, periodSeconds: 10, failureThreshold: startSeconds / 10 },
    readinessProbe: { ...probe, periodSeconds: 15, failureThreshold: 3 },
    // A restart mends a server that hangs, not a database that is away: ten minutes are more than a restart or swap of MySQL takes.
    livenessProbe: { ...probe, periodSeconds: 30, failureThreshold: 20 },
    volumeMounts: [
      { name: 'data', mountPath: permanentFolder },
      { name: 'database', mountPath: passwordFolder, readOnly: true },
      { name: 'tmp', mountPath: '/tmp' },
      { name: 'work', mountPath: '/usr/local/tomcat/work' },
      { name: 'logs', mountPath: '/usr/local/tomcat/logs' },
    ],
  };
}
