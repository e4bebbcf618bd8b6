import { altered, itCatches, type Violation } from '../../charts-src/testing/rendered';
import type { Any } from '../../charts-src/testing/sample';

const file = 'ingresses: generated/sample/environments/qualif-01/ingress-web.yaml';
const web = (alter: (object: Any) => unknown): Violation['units'] => altered('Ingress', 'web', alter);

describe('ingresses', () => {
  itCatches([
    {
      name: 'a class that the cluster does not run',
      units: web(({ spec }) => Object.assign(spec, { ingressClassName: 'traefik' })),
      says: `${file}: is of the class traefik, but the cluster runs nginx`,
    },
    {
      name: 'no class, so that a default would serve it',
      units: web(({ spec }) => Object.assign(spec, { ingressClassName: undefined })),
      says: `${file}: is of the class (none), but the cluster runs nginx`,
    },
    {
      name: 'an issuer that no unit brings',
      units: web(({ metadata }) => Object.assign(metadata.annotations, { 'cert-manager.io/cluster-issuer': 'gone' })),
      says: `${file}: names the ClusterIssuer gone, which no unit brings`,
    },
    {
      name: 'no issuer, so that nobody makes its certificate',
      units: web(({ metadata }) => Object.assign(metadata, { annotations: {} })),
      says: `${file}: names no issuer of its certificate`,
    },
    {
      name: 'an annotation that another controller reads',
      units: web(({ metadata }) => Object.assign(metadata.annotations, { 'traefik.ingress.kubernetes.io/router.priority': '1' })),
      says: `${file}: bears traefik.ingress.kubernetes.io/router.priority, which nginx does not read`,
    },
    {
      name: 'a certificate without a Secret',
      units: web(({ spec }) => Object.assign(spec.tls[0], { secretName: undefined })),
      says: `${file}: names no Secret for its certificate`,
    },
    {
      name: 'two certificates in one Secret',
      units: altered('Ingress', 'xwiki', ({ spec }) => Object.assign(spec.tls[0], { secretName: 'images-tls' }), 'prod'),
      says: 'keeps its certificate in the Secret images-tls, as does generated/sample/environments/prod/ingress-images.yaml',
    },
  ]);
});
