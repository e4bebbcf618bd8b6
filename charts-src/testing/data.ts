import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { components } from '../platform';

/** Digests of samples: no image behind them exists. */
export const digest = (letter: string): string => `sha256:${letter.repeat(64)}`;
const pin = (tag: string, letter: string): string => `${tag}@${digest(letter)}`;

export const pins = {
  mysql: pin('8.0.46', 'a'),
  exporter: pin('v0.19.0', 'b'),
  xwiki: '17.3.0',
  images: '0.1.0',
  service: `registry.example/team/web:1.2.3@${digest('c')}`,
} as const;

const repository = (name: string): string => `registry.example/${name}`;
const chart = (name: string, current: string) => ({ repository: 'https://charts.example', chart: name, current });
const controller = (name: string, letter: string) => [
  `flux-${name}`,
  { repository: repository(`fluxcd/${name}`), current: pin('v1.0.0', letter) },
];

/** Charts know the repositories of their images, so components keep those of the repository's own catalogue. */
const own = parse(readFileSync(join(__dirname, '../../versions.yaml'), 'utf8')) as { readonly images: Readonly<Record<string, object>> };
const componentImages = Object.values(components).flatMap(({ images }) => images.map((track) => [track, own.images[track]]));

/** A catalogue with every track that a workload or component of the samples pins. */
export const versions = {
  images: {
    mysql: { repository: repository('mysql'), current: pins.mysql },
    'mysqld-exporter': { repository: repository('mysqld-exporter'), current: pins.exporter },
    xwiki: { repository: repository('xwiki'), current: pins.xwiki, own: true },
    images: { repository: repository('images'), current: pins.images, own: true, previous: [pin('0.0.9', 'd')] },
    ...Object.fromEntries(componentImages),
    ...Object.fromEntries(
      ['source', 'kustomize', 'helm', 'notification'].map((name, i) => controller(`${name}-controller`, '1234'.charAt(i))),
    ),
  },
  charts: {
    cilium: chart('cilium', '1.18.6'),
    kyverno: chart('kyverno', '3.9.0'),
    'cert-manager': chart('cert-manager', 'v1.21.1'),
    longhorn: chart('longhorn', '1.12.1'),
    'ingress-nginx': chart('ingress-nginx', '4.15.1'),
    traefik: chart('traefik', '39.0.0'),
    'kube-prometheus-stack': chart('kube-prometheus-stack', '88.5.3'),
  },
  actions: {},
  tools: { flux: { module: 'example.org/flux', current: '2.9.4' } },
};

const more: Readonly<Record<string, object>> = {
  'kube-prometheus-stack': { backup: { excluded: 'Metrics and silences fill again by themselves.' } },
};

/** A cluster with room for everything, on one node that also is the API server. */
export const clusterFile = {
  domain: 'example.org',
  kubernetes: '1.34',
  nodes: [{ name: 'node-1', cpu: '64', memory: '512Gi', disk: '8Ti' }],
  networks: {
    nodes: ['192.0.2.10/32'],
    pods: '10.42.0.0/16',
    services: '10.43.0.0/16',
    apiServer: { networks: ['192.0.2.10/32'] },
  },
  ingress: 'nginx',
  storage: { provider: 'longhorn' },
  git: { url: 'https://git.example/platform' },
  secrets: { ageRecipients: [] as string[] },
  acme: { email: 'ops@example.org' },
  registries: ['registry.example/'],
  objectStorage: { endpoint: 'https://s3.example', region: 'eu-1' },
  platform: Object.fromEntries([
    ['flux', { version: '2.9.4' }],
    ...Object.entries(versions.charts).map(([name, { current }]) => [name, { version: current, ...more[name] }]),
  ]),
  policies: { scopes: [] },
  access: {
    default: { viewer: ['org:viewers'], developer: ['org:developers'], operator: ['org:operators'] },
    production: { viewer: ['org:viewers', 'org:developers'], operator: ['org:production'] },
  },
  alerting: { email: { to: 'ops@example.org', from: 'alerts@example.org', smarthost: 'smtp.example:587' }, deadMansSwitch: true },
};

const stack = `
  mysql: { kind: mysql, version: ${pins.mysql}, exporter: ${pins.exporter} }
  xwiki: { kind: xwiki, version: ${pins.xwiki} }`;

/** One environment file a kind of environment; together they hold every kind of workload in every form. */
export const environmentFiles = {
  prod: `
kind: production
backup: { schedule: "15 2 * * *", bucket: prod-backup }
workloads:${stack}
  images: { kind: images, version: ${pins.images}, store: s3, bucket: prod-images }
`,
  staging: `
kind: staging
backup: { excluded: "Its data are copies of those of production." }
workloads:${stack}
  images: { kind: images, version: ${pins.images}, store: disk }
`,
  shared: `
kind: shared
workloads:
  images: { kind: images, version: ${pins.images}, store: s3, bucket: shared-images }
`,
  'qualif-01': `
kind: qualification
backup: { excluded: "Nothing here outlives the week it is tried in." }
workloads:
  images: { kind: images, tenantOf: shared }
  mysql: { kind: mysql, version: ${pins.mysql}, exporter: ${pins.exporter}, databases: [web, audit_log] }
  web:
    kind: service
    image: ${pins.service}
    port: 8080
    host: web.qualif-01.example.org
    metrics: { port: 9090 }
    probes: { ready: /ready, live: /live, startSeconds: 42 }
    env: { LOG_LEVEL: info }
    secrets:
      DATABASE_PASSWORD: { secret: mysql-user-web, key: password, origin: random }
      API_TOKEN: { secret: web, key: token }
    flows: [{ to: mysql, port: 3306 }, { to: internet, port: 443 }, { to: worker, port: 7000 }]
    writable: [/tmp, /var/cache/web]
  worker: { kind: service, image: ${pins.service}, port: 7000 }
`,
};
