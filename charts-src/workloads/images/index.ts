import { k8s } from 'cdk8s-plus-28';
import { workloadLabels, workloadSelector } from '../../guardrails/labels';
import { toBytes } from '../../inventory/quantity';
import { type Construct, imageOf, releaseLabels, restartAnnotations, type WorkloadContext } from '../context';
import { secretsOf, volumesOf } from '../facts';
import { clusterService, ingress, metadata, serviceAccount, volumeClaim } from '../parts';
import { containerSecurity, podDefaults, podSecurity, resourceRequirements, scratch } from '../pod';
import { type ImagesSpec, imagesMetricsPort, imagesPort } from './model';

/** uid that the image of services/images runs as. */
const imagesUser = 10002;
const dataFolder = '/data';

/** A dedicated image service. A tenant has objects in the shared environment only: see tenant.ts. */
export const imagesConstruct: Construct<ImagesSpec> = (context, name, spec) => {
  if (spec.tenantOf !== undefined) return;
  for (const volume of volumesOf({ name, kind: 'images', spec })) volumeClaim(context, 'images', name, volume);
  if (context.environment.spec.retired) return;
  serviceAccount(context, 'images', name);
  clusterService(context, 'images', name, [
    { name: 'http', port: imagesPort },
    { name: 'metrics', port: imagesMetricsPort },
  ]);
  ingress(context, metadata(context, 'images', name), {
    host: spec.host,
    service: name,
    portName: 'http',
    annotations: { 'nginx.ingress.kubernetes.io/proxy-body-size': '64m' },
  });
  const secrets = secretsOf({ name, kind: 'images', spec }).map((secret) => secret.name);
  new k8s.KubeDeployment(context.chart, name, {
    metadata: metadata(context, 'images', name),
    spec: {
      replicas: spec.replicas,
      strategy:
        spec.store === 'disk'
          ? { type: 'Recreate' }
          : {
              type: 'RollingUpdate',
              rollingUpdate: { maxSurge: k8s.IntOrString.fromNumber(1), maxUnavailable: k8s.IntOrString.fromNumber(0) },
            },
      progressDeadlineSeconds: 300,
      revisionHistoryLimit: 5,
      selector: { matchLabels: workloadSelector('images', name) },
      template: {
        metadata: {
          labels: { ...workloadLabels('images', name, context.environment.name), ...releaseLabels(context, 'images', spec.version ?? '') },
          annotations: {
            ...restartAnnotations(context, secrets, undefined),
            ...(spec.tenants
              ? { 'platform.o4g/kubernetes-api': 'Tenants are ConfigMaps of this namespace, which the service watches.' }
              : {}),
          },
        },
        spec: {
          ...podDefaults,
          automountServiceAccountToken: spec.tenants,
          serviceAccountName: name,
          securityContext: podSecurity(imagesUser),
          containers: [container(context, name, spec, secrets)],
          volumes: [
            ...(spec.store === 'disk' ? [{ name: 'data', persistentVolumeClaim: { claimName: `${name}-data` } }] : []),
            ...secrets.map((secret) => ({ name: secret, secret: { secretName: secret, defaultMode: 0o440 } })),
            scratch('cache', '1Gi'),
            scratch('tmp', '512Mi'),
          ],
        },
      },
    },
  });
};

function container(context: WorkloadContext, name: string, spec: ImagesSpec, secrets: readonly string[]): k8s.Container {
  const probe = (path: string) => ({ httpGet: { path, port: k8s.IntOrString.fromString('http') }, timeoutSeconds: 3 });
  return {
    name: 'images',
    image: imageOf(context, 'images', spec.version ?? ''),
    ports: [
      { name: 'http', containerPort: imagesPort, protocol: 'TCP' },
      { name: 'metrics', containerPort: imagesMetricsPort, protocol: 'TCP' },
    ],
    env: environmentOf(context, name, spec),
    securityContext: containerSecurity,
    resources: resourceRequirements(spec.resources),
    startupProbe: { ...probe('/health/live'), periodSeconds: 2, failureThreshold: 60 },
    readinessProbe: { ...probe('/health/ready'), periodSeconds: 5 },
    livenessProbe: { ...probe('/health/live'), periodSeconds: 20, failureThreshold: 3 },
    volumeMounts: [
      ...(spec.store === 'disk' ? [{ name: 'data', mountPath: dataFolder }] : []),
      ...secrets.map((secret) => ({ name: secret, mountPath: `/run/secrets/${secret.slice(name.length + 1)}`, readOnly: true })),
      { name: 'cache', mountPath: '/cache' },
      { name: 'tmp', mountPath: '/tmp' },
    ],
  };
}

function environmentOf({ cluster, environment }: WorkloadContext, name: string, spec: ImagesSpec): k8s.EnvVar[] {
  const { endpoint, region } = cluster.spec.objectStorage;
  const values: Record<string, string> = {
    IMAGES_CACHE_FOLDER: '/cache',
    IMAGES_PUBLIC_URL: `https://${spec.host}`,
    IMAGES_QUOTA_BYTES: `${toBytes(spec.quota)}`,
    IMAGES_SIGNING_KEY_FILE: '/run/secrets/signing/key',
    IMAGES_STORE: spec.store ?? '',
    ...(spec.store === 'disk' ? { IMAGES_DISK_FOLDER: dataFolder } : {}),
    ...(spec.store === 's3'
      ? {
          IMAGES_S3_ACCESS_KEY_ID_FILE: '/run/secrets/s3/access-key-id',
          IMAGES_S3_BUCKET: spec.bucket ?? '',
          IMAGES_S3_ENDPOINT: endpoint,
          IMAGES_S3_PREFIX: spec.prefix ?? '',
          IMAGES_S3_REGION: region,
          IMAGES_S3_SECRET_ACCESS_KEY_FILE: '/run/secrets/s3/secret-access-key',
        }
      : {}),
    ...(spec.tenants ? { IMAGES_TENANTS_NAMESPACE: environment.name, IMAGES_TENANTS_SELECTOR: `platform.o4g/tenant-of=${name}` } : {}),
  };
  return Object.entries(values)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => ({ name: key, value }));
}
