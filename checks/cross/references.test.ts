import { pins } from '../../charts-src/testing/data';
import {
  altered,
  crossFindingsOf,
  errorsOf,
  itCatches,
  removed,
  renderedSample,
  told,
  type Violation,
} from '../../charts-src/testing/rendered';
import type { Any } from '../../charts-src/testing/sample';

const file = 'references: generated/sample/environments';
const web = `${file}/qualif-01/deployment-web.yaml`;
const alterWeb = (alter: (container: Any, pod: Any) => unknown): Violation['units'] =>
  altered('Deployment', 'web', ({ spec }) => alter(spec.template.spec.containers[0], spec.template.spec));
const stack = 'references: generated/sample/platform/kube-prometheus-stack/helmrelease-flux-system-kube-prometheus-stack.yaml';
const alterStack = (alter: (values: Any) => unknown): Violation['units'] =>
  altered('HelmRelease', 'kube-prometheus-stack', ({ spec }) => alter(spec.values));
const nothing = (kind: string, place: string): string => `names the ${kind} ${place}, which nothing provides`;

describe('references', () => {
  itCatches([
    {
      name: 'a Secret by volume that nothing provides',
      units: alterWeb((_, pod) => pod.volumes.push({ name: 's', secret: { secretName: 'gone' } })),
      says: `${web}: ${nothing('Secret', 'qualif-01/gone')}`,
    },
    {
      name: 'a Secret by variable that nothing provides',
      units: alterWeb((container) => container.env.push({ name: 'A', valueFrom: { secretKeyRef: { name: 'gone', key: 'k' } } })),
      says: `${web}: ${nothing('Secret', 'qualif-01/gone')}`,
    },
    {
      name: 'a key that a Secret does not have',
      units: alterWeb((container) => container.env.push({ name: 'A', valueFrom: { secretKeyRef: { name: 'web', key: 'k' } } })),
      says: `${web}: names the key k of the Secret qualif-01/web, which has only token`,
    },
    {
      name: 'a Secret of another environment',
      units: alterWeb((_, pod) => pod.volumes.push({ name: 's', secret: { secretName: 'mysql-user-xwiki' } })),
      says: `${web}: ${nothing('Secret', 'qualif-01/mysql-user-xwiki')}`,
    },
    {
      name: 'a key of a Secret as a file',
      units: alterWeb((_, pod) => pod.volumes.push({ name: 's', secret: { secretName: 'web', items: [{ key: 'k', path: 'k' }] } })),
      says: `${web}: names the key k of the Secret qualif-01/web, which has only token`,
    },
    {
      name: 'a key of a projected Secret',
      units: alterWeb((_, pod) =>
        pod.volumes.push({ name: 's', projected: { sources: [{ secret: { name: 'web', items: [{ key: 'k', path: 'k' }] } }] } }),
      ),
      says: `${web}: names the key k of the Secret qualif-01/web, which has only token`,
    },
    {
      name: 'a key of a ConfigMap as a file',
      units: altered(
        'StatefulSet',
        'mysql',
        ({ spec }) => spec.template.spec.volumes.push({ name: 'c', configMap: { name: 'mysql-config', items: [{ key: 'k', path: 'k' }] } }),
        'prod',
      ),
      says: `${file}/prod/statefulset-mysql.yaml: names the key k of the ConfigMap prod/mysql-config, which has only exporter.sql, my.cnf`,
    },
    {
      name: 'a Secret in the values of a release',
      units: alterStack((values) => Object.assign(values.grafana.admin, { existingSecret: 'gone' })),
      says: `${stack}: ${nothing('Secret', 'observability/gone')}`,
    },
    {
      name: 'a key in the values of a release',
      units: alterStack((values) => Object.assign(values.grafana.admin, { passwordKey: 'k' })),
      says: `${stack}: names the key k of the Secret observability/grafana-admin, which has only admin-user, admin-password`,
    },
    {
      name: 'a Secret that a release mounts',
      units: alterStack((values) => values.alertmanager.alertmanagerSpec.secrets.push('gone')),
      says: `${stack}: ${nothing('Secret', 'observability/gone')}`,
    },
    {
      name: 'a file of a Secret that a release mounts',
      units: alterStack((values) =>
        Object.assign(values.alertmanager.config.global, { smtp_auth_password_file: '/etc/alertmanager/secrets/alertmanager-secrets/k' }),
      ),
      says: `${stack}: names the key k of the Secret observability/alertmanager-secrets`,
    },
    {
      name: 'a whole Secret as variables',
      units: alterWeb((container) => Object.assign(container, { envFrom: [{ secretRef: { name: 'gone' } }] })),
      says: `${web}: ${nothing('Secret', 'qualif-01/gone')}`,
    },
    {
      name: 'a whole ConfigMap as variables',
      units: alterWeb((container) => Object.assign(container, { envFrom: [{ configMapRef: { name: 'gone' } }] })),
      says: `${web}: ${nothing('ConfigMap', 'qualif-01/gone')}`,
    },
    {
      name: 'a Secret that images are pulled with',
      units: alterWeb((_, pod) => Object.assign(pod, { imagePullSecrets: [{ name: 'gone' }] })),
      says: `${web}: ${nothing('Secret', 'qualif-01/gone')}`,
    },
    {
      name: 'a projected ConfigMap',
      units: alterWeb((_, pod) => pod.volumes.push({ name: 'p', projected: { sources: [{ configMap: { name: 'gone' } }] } })),
      says: `${web}: ${nothing('ConfigMap', 'qualif-01/gone')}`,
    },
    {
      name: 'a ConfigMap that is no longer rendered',
      units: removed('ConfigMap', 'mysql-config', 'prod'),
      says: `${file}/prod/statefulset-mysql.yaml: ${nothing('ConfigMap', 'prod/mysql-config')}`,
    },
    {
      name: 'a key that a ConfigMap does not have',
      units: altered(
        'StatefulSet',
        'mysql',
        ({ spec }) =>
          Object.assign(spec.template.spec.initContainers[0], {
            env: [{ name: 'A', valueFrom: { configMapKeyRef: { name: 'mysql-config', key: 'k' } } }],
          }),
        'prod',
      ),
      says: `${file}/prod/statefulset-mysql.yaml: names the key k of the ConfigMap prod/mysql-config, which has only exporter.sql, my.cnf`,
    },
    {
      name: 'a claim that is no longer rendered',
      units: removed('PersistentVolumeClaim', 'xwiki-data', 'prod'),
      says: `${file}/prod/deployment-xwiki.yaml: ${nothing('PersistentVolumeClaim', 'prod/xwiki-data')}`,
    },
    {
      name: 'a service account that is no longer rendered',
      units: removed('ServiceAccount', 'web'),
      says: `${web}: ${nothing('ServiceAccount', 'qualif-01/web')}`,
    },
  ]);

  it('find the keys of a Secret that two workloads read', () => {
    const service = (key: string) =>
      `{ kind: service, image: ${pins.service}, port: 8080, secrets: { A: { secret: both, key: ${key}, origin: random } } }`;
    const sample = renderedSample({
      environments: { one: `kind: qualification\nworkloads:\n  a: ${service('x')}\n  b: ${service('y')}\n` },
    });
    expect(errorsOf(sample)).toEqual([]);
    expect(crossFindingsOf(sample).map(told)).toContain(
      'secrets: clusters/sample/secrets/one/both.sops.yaml: uninitialised: x, y of the Secret one/both',
    );
  });
});
