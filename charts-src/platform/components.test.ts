import { schemaFindings } from '../../checks/schemas';
import { loadSources } from '../sources';
import { checked, objectsOf, repository } from '../testing/sample';
import { installed, platformUnits } from './index';

const clusters = checked().clusters;
const sources = loadSources(repository);

describe('components of every cluster', () => {
  it.each(clusters.map((cluster) => [cluster.name, cluster] as const))(
    '%s: all units render objects that have their fields',
    (_, cluster) => {
      for (const unit of platformUnits(cluster, sources).filter(({ objects }) => objects)) {
        const manifests = objectsOf(unit).map((object) => ({ file: `${unit.name}/${object.metadata.name}`, object }));
        expect(manifests.length).toBeGreaterThan(0);
        expect(schemaFindings(manifests, repository)).toEqual([]);
      }
    },
  );

  it.each(
    clusters.flatMap((cluster) => installed(cluster).map((component) => [cluster.name, component.name, cluster, component] as const)),
  )('%s: %s names every image that it lists in its values', (_, __, cluster, component) => {
    const text = JSON.stringify(component.values(cluster));
    for (const track of component.images) {
      const { repository: name = '', current = '' } = cluster.catalogue.images[track] ?? {};
      const [tag = '', digest] = current.split('@');
      for (const part of [
        name
          .split('/')
          .at(-1)
          ?.replace(/-generic$/, ''),
        tag,
        digest,
      ])
        expect(text).toContain(part ?? tag);
    }
  });

  it.each(clusters.flatMap((cluster) => installed(cluster).map((component) => [component.name, component] as const)))(
    '%s says why a namespace of its own is not restricted, and isolates it unless it is kube-system',
    (_, { namespaces }) => {
      for (const { name, podSecurity, reason, flows } of namespaces) {
        if (podSecurity !== 'restricted') expect(reason).toMatch(/\S.{8,}\S/);
        expect(flows === undefined).toBe(name === 'kube-system');
      }
    },
  );
});
