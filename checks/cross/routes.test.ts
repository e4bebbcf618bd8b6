import { altered, itCatches } from '../../charts-src/testing/rendered';

const environment = 'generated/sample/environments/qualif-01';
const guardrails = 'generated/sample/guardrails';
const serve = (host: string) =>
  altered('Ingress', 'web', ({ spec }) => {
    spec.rules[0].host = host;
    spec.tls[0].hosts = [host];
  });
const backend = (change: object) =>
  altered('Ingress', 'web', ({ spec }) => Object.assign(spec.rules[0].http.paths[0].backend.service, change));

describe('services', () => {
  itCatches([
    {
      name: 'a Service that selects no pod',
      units: altered('Service', 'web', ({ spec }) => Object.assign(spec, { selector: { app: 'other' } })),
      says: `services: ${environment}/service-web.yaml: selects no pod in qualif-01`,
    },
    {
      name: 'a Service that leads out of its namespace',
      units: altered('Service', 'web', ({ spec }) => Object.assign(spec, { type: 'ExternalName', externalName: 'elsewhere.example.org' })),
      says: `services: ${environment}/service-web.yaml: selects no pod: it leads out of its namespace`,
    },
    {
      name: 'a Service that sends to a port by a name no pod has',
      units: altered('Service', 'worker', ({ spec }) => Object.assign(spec.ports[0], { targetPort: 'other' })),
      says: `services: ${environment}/service-worker.yaml: sends to port other, which no selected pod has`,
    },
    {
      name: 'a Service that sends to a port by a number no pod has',
      units: altered('Service', 'worker', ({ spec }) => Object.assign(spec.ports[0], { port: 1, targetPort: undefined })),
      says: `services: ${environment}/service-worker.yaml: sends to port 1, which no selected pod has`,
    },
    {
      name: 'an Ingress that names a Service its namespace does not have',
      units: backend({ name: 'xwiki' }),
      says: `services: ${environment}/ingress-web.yaml: names the Service xwiki, which its namespace does not have`,
    },
    {
      name: 'an Ingress that names a port its Service does not have',
      units: backend({ port: { number: 9999 } }),
      says: `services: ${environment}/ingress-web.yaml: names port 9999 of web, which it does not have`,
    },
  ]);
});

describe('hosts', () => {
  itCatches([
    {
      name: 'a host that no environment file has',
      units: serve('other.example.org'),
      says: `hosts: ${environment}/ingress-web.yaml: serves other.example.org, which is in no environment file`,
    },
    {
      name: 'a host without TLS',
      units: altered('Ingress', 'web', ({ spec }) => Object.assign(spec, { tls: [] })),
      says: `hosts: ${environment}/ingress-web.yaml: serves web.qualif-01.example.org without TLS`,
    },
    {
      name: 'a default backend instead of rules',
      units: altered('Ingress', 'web', ({ spec }) => Object.assign(spec, { rules: [], defaultBackend: { service: { name: 'web' } } })),
      says: `hosts: ${environment}/ingress-web.yaml: takes the traffic of every host`,
    },
    {
      name: 'a rule for every host',
      units: altered('Ingress', 'web', ({ spec }) => Object.assign(spec.rules[0], { host: undefined })),
      says: `hosts: ${environment}/ingress-web.yaml: has a rule for every host`,
    },
    {
      name: 'a host that two serve',
      units: serve('xwiki.prod.example.org'),
      says: `hosts: ${environment}/ingress-web.yaml: serves xwiki.prod.example.org, as does generated/sample/environments/prod/ingress-xwiki.yaml`,
    },
  ]);
});

describe('networkPorts', () => {
  const port = (number: number | string) => (object: { spec: { ingress: [{ ports: [{ port: unknown }] }] } }) => {
    object.spec.ingress[0].ports[0].port = number;
  };
  itCatches([
    {
      name: 'a policy that holds for no pod',
      units: altered('NetworkPolicy', 'egress-web-to-dns', ({ spec }) =>
        Object.assign(spec, { podSelector: { matchLabels: { app: 'x' } } }),
      ),
      says: `network-ports: ${guardrails}/qualif-01/networkpolicy-egress-web-to-dns.yaml: holds for no pod`,
    },
    {
      name: 'a policy that opens a port by a number no pod has',
      units: altered('NetworkPolicy', 'ingress-node-to-web', port(1234)),
      says: `network-ports: ${guardrails}/qualif-01/networkpolicy-ingress-node-to-web.yaml: opens port 1234, which no selected pod has`,
    },
    {
      name: 'a policy that opens a port by a name no pod has',
      units: altered('NetworkPolicy', 'ingress-node-to-web', port('grpc')),
      says: `network-ports: ${guardrails}/qualif-01/networkpolicy-ingress-node-to-web.yaml: opens port grpc, which no selected pod has`,
    },
    {
      name: 'a port that no pod of Flux has',
      units: altered('NetworkPolicy', 'ingress-kubelet', port(9444), 'flux-system'),
      says: 'networkpolicy-ingress-kubelet.yaml: opens port 9444, which no selected pod has',
    },
    {
      name: "another port than the ACME solver's",
      units: altered('NetworkPolicy', 'ingress-ingress-to-acme-solver', port(80), 'prod'),
      says: `network-ports: ${guardrails}/prod/networkpolicy-ingress-ingress-to-acme-solver.yaml: opens 80 of the ACME solver, which listens on 8089`,
    },
  ]);
});
