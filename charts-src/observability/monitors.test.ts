import { join } from 'node:path';
import { schemaFindings } from '../../checks/schemas';
import { platformMonitors, workloadMonitor } from './monitors';

const root = join(__dirname, '../..');
const names = (input: Parameters<typeof platformMonitors>[0]) =>
  platformMonitors(input).map(({ kind, metadata }) => `${kind} ${metadata.name}`);

describe('platformMonitors', () => {
  it.each([
    [
      'ingress-nginx and Longhorn',
      { ingress: 'nginx', longhorn: true } as const,
      [
        'ServiceMonitor cert-manager',
        'PodMonitor flux',
        'ServiceMonitor ingress-nginx',
        'ServiceMonitor kyverno',
        'ServiceMonitor longhorn',
      ],
    ],
    [
      'Traefik without Longhorn',
      { ingress: 'traefik', longhorn: false } as const,
      ['ServiceMonitor cert-manager', 'PodMonitor flux', 'ServiceMonitor kyverno', 'ServiceMonitor traefik'],
    ],
  ])('watches %s', (_, input, expected) => {
    expect(names(input)).toEqual(expected);
  });

  it('gives objects that the CRDs take', () => {
    const objects = [
      ...platformMonitors({ ingress: 'nginx', longhorn: true }),
      ...platformMonitors({ ingress: 'traefik', longhorn: true }),
    ];
    expect(
      schemaFindings(
        [...objects, workloadMonitor({ namespace: 'prod', workload: 'mysql', kind: 'mysql', port: 'metrics' })].map((object) => ({
          object: object as never,
        })),
        root,
      ),
    ).toEqual([]);
  });

  it('keeps the namespace that metrics of other namespaces’ objects name', () => {
    const kept = platformMonitors({ ingress: 'nginx', longhorn: true })
      .filter(({ spec }) => JSON.stringify(spec).includes('"honorLabels":true'))
      .map(({ metadata }) => metadata.name);
    expect(kept).toEqual(['cert-manager', 'flux', 'ingress-nginx']);
  });
});

describe('workloadMonitor', () => {
  it('lies beside its workload and selects its Service alone', () => {
    expect(workloadMonitor({ namespace: 'prod', workload: 'mysql', kind: 'mysql', port: 'metrics' })).toMatchObject({
      metadata: { name: 'mysql', namespace: 'prod', labels: { 'platform.o4g/monitored': 'true' } },
      spec: {
        endpoints: [{ port: 'metrics' }],
        namespaceSelector: { matchNames: ['prod'] },
        selector: { matchLabels: { 'app.kubernetes.io/instance': 'mysql', 'app.kubernetes.io/name': 'mysql' } },
      },
    });
  });
});
