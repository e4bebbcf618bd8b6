import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { checked, repository, sampleCluster } from '../testing/sample';
import { components, installed } from './index';
import { type FactTable, unknownValues } from './values';

const tableOf = (name: string): FactTable => JSON.parse(readFileSync(join(repository, 'schemas/charts', `${name}.json`), 'utf8'));

const table: FactTable = {
  chart: 'web',
  version: '1.0.0',
  values: {
    'image.tag': 'string',
    'image.pullPolicy': 'string',
    labels: 'map',
    affinity: 'null',
    replicas: 'number',
    'app\\.ini.port': 'number',
  },
};

describe('unknownValues', () => {
  it.each([
    ['known values', { image: { tag: '1' }, replicas: 2, 'app.ini': { port: 1 } }],
    ['anything below an open value', { labels: { 'a.b/c': 'd' }, affinity: { nodeAffinity: {} } }],
  ])('passes %s', (_, values) => {
    expect(unknownValues(values, table)).toEqual([]);
  });

  it.each([
    ['a misspelt value', { image: { tagg: '1' } }, 'image.tagg: web 1.0.0 has no such value; did you mean "image.tag"?'],
    ['a misspelt map', { imag: { tag: '1' } }, 'imag: web 1.0.0 has no such value; did you mean "image"?'],
    ['a value that nothing is near', { somethingElse: 1 }, 'somethingElse: web 1.0.0 has no such value'],
    ['a wrong type', { replicas: '2' }, 'replicas: must be number, is string'],
    ['a scalar for a map', { image: 'web:1' }, 'image: must be a map, is string'],
    ['a list for an open map', { labels: ['a'] }, 'labels: must be map, is array'],
    ['a value below a leaf', { replicas: { min: 1 } }, 'replicas: must be number, is map'],
  ])('tells of %s', (_, values, fault) => {
    expect(unknownValues(values, table)).toEqual([fault]);
  });
});

const clusters = checked().clusters;

describe('components', () => {
  it.each(
    clusters.flatMap((cluster) => installed(cluster).map((component) => [cluster.name, component.name, cluster, component] as const)),
  )('%s: %s gives its chart values that it knows, at the version that the table is of', (_, name, cluster, component) => {
    const known = tableOf(name);
    expect(unknownValues(component.values(cluster), known)).toEqual([]);
    expect(known.version).toBe(cluster.catalogue.charts[name]?.current);
  });

  it('are judged in every form that the sample gives them', () => {
    const { images: all } = checked().catalogue;
    const images = Object.fromEntries(
      Object.values(components).flatMap((component) => component.images.map((track: string) => [track, all[track]])),
    );
    for (const ingress of ['nginx', 'traefik']) {
      const cluster = sampleCluster({ cluster: { ingress }, versions: { images } });
      for (const component of installed(cluster))
        expect([component.name, unknownValues(component.values(cluster), tableOf(component.name))]).toEqual([component.name, []]);
    }
  });
});
