import { k8s } from 'cdk8s-plus-28';
import { neverPruned, workloadLabels, workloadSelector } from '../guardrails/labels';
import type { WorkloadContext } from './context';

/** metadata of an object of a workload. What a retired environment still has is the database: it outlives the file's removal. */
export function metadata({ environment }: WorkloadContext, kind: string, workload: string, name = workload): k8s.ObjectMeta {
  const kept = environment.spec.retired ? neverPruned : {};
  return { name, namespace: environment.name, labels: { ...workloadLabels(kind, workload, environment.name), ...kept } };
}

/** A claim of its own, mounted by name: claim templates of a StatefulSet cannot grow. Never pruned. */
export function volumeClaim(
  context: WorkloadContext,
  kind: string,
  workload: string,
  claim: { readonly name: string; readonly storageClass: string; readonly size: string },
): void {
  const meta = metadata(context, kind, workload, claim.name);
  new k8s.KubePersistentVolumeClaim(context.chart, claim.name, {
    metadata: { ...meta, labels: { ...meta.labels, ...neverPruned } },
    spec: {
      accessModes: ['ReadWriteOnce'],
      storageClassName: claim.storageClass,
      resources: { requests: { storage: k8s.Quantity.fromString(claim.size) } },
    },
  });
}

export function serviceAccount(context: WorkloadContext, kind: string, workload: string): void {
  new k8s.KubeServiceAccount(context.chart, `${workload}-account`, {
    metadata: metadata(context, kind, workload),
    automountServiceAccountToken: false,
  });
}

/** A Service over the pods of a workload; each port goes to the container port of the same name. */
export function clusterService(
  context: WorkloadContext,
  kind: string,
  workload: string,
  ports: readonly { readonly name: string; readonly port: number }[],
  headless = false,
): void {
  new k8s.KubeService(context.chart, `${workload}-service`, {
    metadata: metadata(context, kind, workload),
    spec: {
      selector: workloadSelector(kind, workload),
      type: 'ClusterIP',
      ...(headless ? { clusterIp: 'None' } : {}),
      ports: ports.map(({ name, port }) => ({ name, port, targetPort: k8s.IntOrString.fromString(name), protocol: 'TCP' })),
    },
  });
}

/** An Ingress with a certificate from the environment's issuer, for one host and one Service. */
export function ingress(
  context: WorkloadContext,
  meta: k8s.ObjectMeta,
  target: {
    readonly host: string;
    readonly service: string;
    readonly portName: string;
    readonly annotations?: Readonly<Record<string, string>>;
  },
): void {
  const { cluster, environment } = context;
  const issuer = environment.spec.overrides.issuer ?? cluster.spec.acme.issuer;
  const nginx = cluster.spec.ingress === 'nginx' ? target.annotations : {};
  new k8s.KubeIngress(context.chart, `${meta.name}-ingress`, {
    metadata: { ...meta, annotations: { 'cert-manager.io/cluster-issuer': issuer, ...nginx } },
    spec: {
      ingressClassName: cluster.spec.ingress,
      tls: [{ hosts: [target.host], secretName: `${meta.name}-tls` }],
      rules: [
        {
          host: target.host,
          http: {
            paths: [{ path: '/', pathType: 'Prefix', backend: { service: { name: target.service, port: { name: target.portName } } } }],
          },
        },
      ],
    },
  });
}
