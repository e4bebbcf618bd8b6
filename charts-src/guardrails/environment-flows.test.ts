import { clusterContext } from '../../checks/context';
import { expectedFlows, permittedFlows } from '../../checks/flows';
import { render } from '../main';
import { environmentFiles, pins } from '../testing/data';
import { checked, environmentOf, objectsOf, repository, sampleCluster, sampleEnvironment, sampleInventory } from '../testing/sample';
import { guardrailsUnit } from './environment';
import { declaredFlows, environmentFlows } from './environment-flows';

/** Clusters of the data, and samples with every kind of workload under either ingress controller, with one node or many. */
const inventories = {
  'the clusters of the data': checked(),
  samples: sampleInventory(),
  'samples with traefik and a network of nodes': sampleInventory({
    cluster: {
      ingress: 'traefik',
      networks: { nodes: ['192.0.2.0/24', '198.51.100.0/24'], apiServer: { networks: ['192.0.2.10/32'], port: 443 } },
    },
  }),
  'samples of which one is retired': sampleInventory({
    environments: { ...environmentFiles, prod: `retired: true\n${environmentFiles.prod.trim()}\n` },
  }),
};
const every = Object.entries(inventories).flatMap(([name, inventory]) => {
  const { units } = render(inventory, repository);
  return inventory.clusters.flatMap((cluster) =>
    cluster.environments.map((environment) => ({
      name,
      cluster,
      environment,
      units,
      title: `${cluster.name}/${environment.name} of ${name}`,
    })),
  );
});

describe('environmentFlows', () => {
  it.each(every)('of $title permit exactly what the workloads declare', ({ cluster, environment, units }) => {
    expect(permittedFlows(clusterContext(cluster, units), environment.name)).toEqual(expectedFlows(cluster.spec, environment));
  });

  it('are one named policy a flow and end', () => {
    const cluster = sampleCluster();
    const names = (environment: string) =>
      objectsOf(guardrailsUnit(cluster, environmentOf(cluster, environment)))
        .filter(({ kind }) => kind === 'NetworkPolicy')
        .map(({ metadata }) => metadata.name);
    expect(names('prod')).toEqual([
      'default-deny',
      'egress-images-to-dns',
      'egress-images-to-object-storage',
      'egress-mysql-to-dns',
      'egress-xwiki-to-dns',
      'egress-xwiki-to-mysql',
      'ingress-ingress-to-acme-solver',
      'ingress-ingress-to-images',
      'ingress-ingress-to-xwiki',
      'ingress-node-to-images',
      'ingress-node-to-mysql',
      'ingress-node-to-xwiki',
      'ingress-prometheus-to-images',
      'ingress-prometheus-to-mysql',
      'ingress-xwiki-to-mysql',
    ]);
    expect(names('qualif-01')).toEqual([
      'default-deny',
      'egress-mysql-to-dns',
      'egress-web-to-dns',
      'egress-web-to-internet',
      'egress-web-to-mysql',
      'egress-web-to-worker',
      'egress-worker-to-dns',
      'ingress-ingress-to-acme-solver',
      'ingress-ingress-to-web',
      'ingress-node-to-mysql',
      'ingress-node-to-web',
      'ingress-node-to-worker',
      'ingress-prometheus-to-mysql',
      'ingress-prometheus-to-web',
      'ingress-web-to-mysql',
      'ingress-web-to-worker',
    ]);
  });

  const service = (more: string) => `{ kind: service, image: ${pins.service}, port: 8080${more} }`;
  const flowsFor = (workloads: string) => {
    const { cluster, environment } = sampleEnvironment(`kind: qualification\nworkloads:\n${workloads}`);
    return { cluster, environment };
  };

  it('open the solver of certificates where something of the environment has a public host, and only there', () => {
    const open = (host: string) => {
      const { environment } = flowsFor(`  web: ${service(host)}\n`);
      return declaredFlows(environment).some(({ to }) => to === 'acme-solver');
    };
    expect([open(', host: web.example.org'), open('')]).toEqual([true, false]);
  });

  it('of a retired environment are none', () => {
    const { cluster, environment } = sampleEnvironment(`kind: qualification\nretired: true\nworkloads:\n  web: ${service('')}\n`);
    expect(environmentFlows(cluster.spec, environment)).toEqual([]);
  });

  it('of two flows between the same ends are one policy with the ports of both', () => {
    const { cluster, environment } = flowsFor(
      `  db: ${service('')}\n  web: ${service(', flows: [{ to: db, port: 8080 }, { to: db, port: 9090 }, { to: db, port: 8080 }]')}\n`,
    );
    const found = environmentFlows(cluster.spec, environment).filter(({ name }) => name.endsWith('web-to-db'));
    expect(found.map(({ name, ports }) => [name, ports])).toEqual([
      ['egress-web-to-db', [{ port: 8080 }, { port: 9090 }]],
      ['ingress-web-to-db', [{ port: 8080 }, { port: 9090 }]],
    ]);
  });

  it('are refused where names of workloads run together', () => {
    const to = (name: string) => service(`, flows: [{ to: ${name}, port: 8080 }]`);
    const { cluster, environment } = flowsFor(
      `  a: ${to('b-to-c')}\n  a-to-b: ${to('c')}\n  b-to-c: ${service('')}\n  c: ${service('')}\n`,
    );
    expect(() => environmentFlows(cluster.spec, environment)).toThrow(
      'two flows want the name egress-a-to-b-to-c; rename one of their workloads',
    );
  });
});

describe('the comparison', () => {
  it('has seen every environment of the data', () => {
    const seen = every.map(({ title }) => title);
    for (const cluster of inventories['the clusters of the data'].clusters)
      for (const { name } of cluster.environments) expect(seen).toContain(`${cluster.name}/${name} of the clusters of the data`);
  });
});
