import { altered, itCatches, removed } from '../../charts-src/testing/rendered';

const guardrails = 'flow-ends: generated/sample/guardrails/qualif-01';

describe('flowEnds', () => {
  itCatches([
    {
      name: 'a receiver that does not let in what its sender lets out',
      units: removed('NetworkPolicy', 'ingress-web-to-mysql'),
      says: `${guardrails}/networkpolicy-egress-web-to-mysql.yaml: lets traffic out to qualif-01 on port 3306, which no policy of qualif-01 lets in`,
    },
    {
      name: 'a sender that does not let out what its receiver lets in',
      units: removed('NetworkPolicy', 'egress-web-to-mysql'),
      says: `${guardrails}/networkpolicy-ingress-web-to-mysql.yaml: lets traffic in from qualif-01 on port 3306, which no policy of qualif-01 lets out`,
    },
    {
      name: 'ends that open different ports',
      units: altered('NetworkPolicy', 'egress-web-to-mysql', ({ spec }) => Object.assign(spec.egress[0].ports[0], { port: 3307 })),
      says: 'lets traffic out to qualif-01 on port 3307, which no policy of qualif-01 lets in',
    },
    {
      name: 'a component that does not let Prometheus in',
      units: removed('NetworkPolicy', 'ingress-prometheus', 'longhorn-system'),
      says: 'lets traffic out to longhorn-system on port 9500, which no policy of longhorn-system lets in',
    },
    {
      name: 'a Prometheus that may not leave for a component',
      units: removed('NetworkPolicy', 'egress-prometheus-to-longhorn'),
      says: 'lets traffic in from observability on port 9500, which no policy of observability lets out',
    },
    {
      name: 'a component whose metrics are on another port',
      units: altered(
        'NetworkPolicy',
        'ingress-prometheus',
        ({ spec }) => Object.assign(spec.ingress[0].ports[0], { port: 9501 }),
        'longhorn-system',
      ),
      says: 'lets traffic in from observability on port 9501, which no policy of observability lets out',
    },
    {
      name: 'Prometheus by labels that its pods do not bear',
      units: altered(
        'NetworkPolicy',
        'ingress-prometheus',
        ({ spec }) => Object.assign(spec.ingress[0].from[0].podSelector.matchLabels, { 'app.kubernetes.io/name': 'prom' }),
        'longhorn-system',
      ),
      says: 'lets traffic out to longhorn-system on port 9500, which no policy of longhorn-system lets in',
    },
  ]);
});
