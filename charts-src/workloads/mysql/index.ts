import { k8s } from 'cdk8s-plus-28';
import { workloadLabels, workloadSelector } from '../../guardrails/labels';
import { type Construct, imageOf, releaseLabels, restartAnnotations, type WorkloadContext } from '../context';
import { secretsOf, volumesOf } from '../facts';
import { clusterService, metadata, serviceAccount, volumeClaim } from '../parts';
import { containerSecurity, podDefaults, podSecurity, resourceRequirements, scratch } from '../pod';
import { dataFolder, initFolder, myCnf, runFolder } from './config';
import { exporterPort, exporterResources, type MysqlSpec, mysqlPort, secretName } from './model';
import { configFolder, exporterFolder, prepareScript, secretsFolder, userTemplates } from './prepare';

/** uid of mysql in the official image. */
const mysqlUser = 999;
/** uid of nobody, which the exporter's image runs as. */
const exporterUser = 65534;
/** A server with a full buffer pool flushes for minutes; killed earlier, it recovers for as long at the next start. Seconds. */
const stopSeconds = 300;

/** MySQL: StatefulSet, Service, claim, configuration. Users and databases follow the Secrets at every start. */
export const mysqlConstruct: Construct<MysqlSpec> = (context, name, spec) => {
  const workload = { name, kind: 'mysql' as const, spec };
  const config = { 'my.cnf': myCnf(spec), 'prepare.sh': prepareScript, ...userTemplates(spec) };
  for (const volume of volumesOf(workload)) volumeClaim(context, 'mysql', name, volume);
  serviceAccount(context, 'mysql', name);
  clusterService(
    context,
    'mysql',
    name,
    [
      { name: 'mysql', port: mysqlPort },
      { name: 'metrics', port: exporterPort },
    ],
    true,
  );
  new k8s.KubeConfigMap(context.chart, `${name}-config`, { metadata: metadata(context, 'mysql', name, `${name}-config`), data: config });
  const secrets = secretsOf(workload).map((secret) => secret.name);
  new k8s.KubeStatefulSet(context.chart, name, {
    metadata: metadata(context, 'mysql', name),
    spec: {
      serviceName: name,
      // In order, a pod that never became ready would block its own replacement: a rollback would wait for a hand.
      podManagementPolicy: 'Parallel',
      replicas: context.environment.spec.retired ? 0 : 1,
      selector: { matchLabels: workloadSelector('mysql', name) },
      template: {
        metadata: {
          labels: { ...workloadLabels('mysql', name, context.environment.name), ...releaseLabels(context, 'mysql', spec.version) },
          annotations: restartAnnotations(context, secrets, config),
        },
        spec: {
          ...podDefaults,
          serviceAccountName: name,
          securityContext: podSecurity(mysqlUser),
          terminationGracePeriodSeconds: stopSeconds,
          initContainers: [prepareContainer(context, spec)],
          containers: [serverContainer(context, spec), exporterContainer(context, spec)],
          volumes: [
            { name: 'data', persistentVolumeClaim: { claimName: `${name}-data` } },
            { name: 'config', configMap: { name: `${name}-config`, defaultMode: 0o555 } },
            ...secretNames(spec).map((key) => ({ name: `secret-${key}`, secret: { secretName: `${name}-${key}`, defaultMode: 0o440 } })),
            scratch('init', '1Mi', 'Memory'),
            scratch('exporter', '1Mi', 'Memory'),
            scratch('run', '16Mi'),
            scratch('tmp', '2Gi'),
          ],
        },
      },
    },
  });
};

const secretNames = (spec: MysqlSpec): string[] => [secretName.root, secretName.exporter, ...spec.databases.map(secretName.user)];

function prepareContainer(context: WorkloadContext, spec: MysqlSpec): k8s.Container {
  return {
    name: 'prepare',
    image: imageOf(context, 'mysql', spec.version),
    command: ['/bin/bash', `${configFolder}/prepare.sh`],
    securityContext: containerSecurity,
    resources: resourceRequirements(spec.resources),
    volumeMounts: [
      { name: 'data', mountPath: dataFolder },
      { name: 'config', mountPath: configFolder, readOnly: true },
      ...secretNames(spec).map((key) => ({ name: `secret-${key}`, mountPath: `${secretsFolder}/${key}`, readOnly: true })),
      { name: 'init', mountPath: initFolder },
      { name: 'exporter', mountPath: exporterFolder },
      { name: 'run', mountPath: runFolder },
      { name: 'tmp', mountPath: '/tmp' },
    ],
  };
}

function serverContainer(context: WorkloadContext, spec: MysqlSpec): k8s.Container {
  const tcp = { tcpSocket: { port: k8s.IntOrString.fromString('mysql') } };
  return {
    name: 'mysql',
    image: imageOf(context, 'mysql', spec.version),
    command: ['mysqld', `--defaults-file=${configFolder}/my.cnf`],
    ports: [{ name: 'mysql', containerPort: mysqlPort, protocol: 'TCP' }],
    securityContext: containerSecurity,
    resources: resourceRequirements(spec.resources),
    // Crash recovery after a power cut reads the whole redo log: up to ten minutes.
    startupProbe: { ...tcp, periodSeconds: 5, failureThreshold: 120 },
    readinessProbe: {
      exec: { command: ['mysql', `--defaults-file=${initFolder}/probe.cnf`, '--connect-timeout=4', '--execute=SELECT 1'] },
      periodSeconds: 10,
      timeoutSeconds: 5,
      failureThreshold: 3,
    },
    livenessProbe: { ...tcp, periodSeconds: 20, timeoutSeconds: 5, failureThreshold: 6 },
    volumeMounts: [
      { name: 'data', mountPath: dataFolder },
      { name: 'config', mountPath: configFolder, readOnly: true },
      { name: 'init', mountPath: initFolder, readOnly: true },
      { name: 'run', mountPath: runFolder },
      { name: 'tmp', mountPath: '/tmp' },
    ],
  };
}

function exporterContainer(context: WorkloadContext, spec: MysqlSpec): k8s.Container {
  const probe = { httpGet: { path: '/', port: k8s.IntOrString.fromString('metrics') } };
  return {
    name: 'exporter',
    image: imageOf(context, 'mysqld-exporter', spec.exporter),
    args: [`--config.my-cnf=${exporterFolder}/my.cnf`, `--web.listen-address=:${exporterPort}`],
    ports: [{ name: 'metrics', containerPort: exporterPort, protocol: 'TCP' }],
    securityContext: { ...containerSecurity, runAsUser: exporterUser },
    resources: resourceRequirements(exporterResources),
    readinessProbe: { ...probe, periodSeconds: 15, timeoutSeconds: 3 },
    livenessProbe: { ...probe, periodSeconds: 30, timeoutSeconds: 3, failureThreshold: 4 },
    volumeMounts: [{ name: 'exporter', mountPath: exporterFolder, readOnly: true }],
  };
}
