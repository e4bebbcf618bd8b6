import { altered, itCatches, type Violation } from '../../charts-src/testing/rendered';
import type { Any } from '../../charts-src/testing/sample';

const sync = 'flux-names: generated/sample/sync/kustomization-environments-prod.yaml';
const kustomization = (spec: object): Violation['units'] =>
  altered('Kustomization', 'environments-prod', (object) => Object.assign(object.spec, spec));
const release = (alter: (spec: Any) => unknown): Violation['units'] => altered('HelmRelease', 'longhorn', ({ spec }) => alter(spec));
const names = (what: string): string => `names ${what}, which nothing provides`;

describe('fluxNames', () => {
  itCatches([
    {
      name: 'an account that does not exist',
      units: kustomization({ serviceAccountName: 'gone' }),
      says: `${sync}: ${names('the ServiceAccount flux-system/gone')}`,
    },
    {
      name: 'no account, so that Flux would act as its controller',
      units: kustomization({ serviceAccountName: undefined }),
      says: `${sync}: ${names('the ServiceAccount flux-system/(none)')}`,
    },
    {
      name: 'a source that does not exist',
      units: kustomization({ sourceRef: { kind: 'GitRepository', name: 'gone' } }),
      says: `${sync}: ${names('the GitRepository flux-system/gone')}`,
    },
    {
      name: 'a key to decrypt with that no bootstrap makes',
      units: kustomization({ decryption: { provider: 'sops', secretRef: { name: 'gone' } } }),
      says: `${sync}: ${names('the Secret flux-system/gone')}`,
    },
    {
      name: 'another Kustomization that does not exist',
      units: kustomization({ dependsOn: [{ name: 'gone' }] }),
      says: `${sync}: ${names('the Kustomization flux-system/gone')}`,
    },
    {
      name: 'a path that no unit is rendered to',
      units: kustomization({ path: './generated/sample/environments/gone' }),
      says: `${sync}: ${names('the path ./generated/sample/environments/gone')}`,
    },
    {
      name: 'credentials of the Git source that no bootstrap makes',
      units: altered('GitRepository', 'platform', ({ spec }) => Object.assign(spec, { secretRef: { name: 'gone' } })),
      says: names('the Secret flux-system/gone'),
    },
    {
      name: 'a release to a namespace that does not exist',
      units: release((spec) => Object.assign(spec, { targetNamespace: 'gone' })),
      says: names('the Namespace gone'),
    },
    {
      name: 'a release kept in a namespace that does not exist',
      units: release((spec) => Object.assign(spec, { storageNamespace: 'gone' })),
      says: names('the Namespace gone'),
    },
    {
      name: 'a chart from a source that does not exist',
      units: release((spec) => Object.assign(spec.chart.spec.sourceRef, { name: 'gone' })),
      says: names('the HelmRepository flux-system/gone'),
    },
    {
      name: 'a chart by reference that does not exist',
      units: release((spec) => Object.assign(spec, { chart: undefined, chartRef: { kind: 'OCIRepository', name: 'gone' } })),
      says: names('the OCIRepository flux-system/gone'),
    },
  ]);
});
