import { k8s } from 'cdk8s-plus-28';
import { prefix } from '../../guardrails/labels';
import { serviceAccountName, unitName } from '../../guardrails/unit-names';
import type { Cluster, Environment, Workload } from '../../inventory/model';
import { toBytes } from '../../inventory/quantity';
import type { Unit } from '../../unit';
import { tenantHosts } from '../facts';
import { ingress } from '../parts';

type Tenant = Extract<Workload, { kind: 'images' }>;

const tenantsOf = (environment: Environment): Tenant[] =>
  environment.workloads.filter((workload): workload is Tenant => workload.kind === 'images' && workload.spec.tenantOf !== undefined);

/**
 * The tenants of one environment: a ConfigMap that its shared service watches, and an Ingress, both in the shared environment's
 * namespace. A unit of its own, so that a new tenant writes to no object of anybody else.
 */
export function tenantUnits(cluster: Cluster, environment: Environment): Unit[] {
  const tenants = tenantsOf(environment);
  const hosts = tenantHosts(environment);
  if (hosts.length === 0 || environment.spec.retired) return [];
  return [
    {
      name: unitName.tenant(environment.name),
      sources: [cluster.source.file, environment.source.file],
      dependsOn: [environment.name, ...hosts].map(unitName.guardrails),
      ...(hosts.length === 1 && hosts[0] !== undefined ? { namespace: hosts[0] } : {}),
      sync: { timeout: '5m', serviceAccount: serviceAccountName('tenant', environment.name) },
      objects: (chart) => {
        for (const { name, spec } of tenants) {
          const host = spec.tenantOf ?? '';
          const id = `tenant-${environment.name}-${name}`;
          const labels = { 'app.kubernetes.io/managed-by': 'platform', 'app.kubernetes.io/part-of': environment.name };
          new k8s.KubeConfigMap(chart, id, {
            metadata: { name: id, namespace: host, labels: { ...labels, [`${prefix}/tenant-of`]: 'images' } },
            data: {
              host: spec.host,
              prefix: spec.prefix ?? `${environment.name}/`,
              quotaBytes: `${toBytes(spec.quota)}`,
              tenant: environment.name,
            },
          });
          ingress(
            { chart, cluster, environment },
            { name: id, namespace: host, labels },
            { host: spec.host, service: 'images', portName: 'http', annotations: { 'nginx.ingress.kubernetes.io/proxy-body-size': '64m' } },
          );
        }
      },
    },
  ];
}
