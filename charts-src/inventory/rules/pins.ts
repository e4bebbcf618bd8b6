import { imagesOf, pinsOf } from '../../workloads/facts';
import type { Fault } from '../fault';
import type { Cluster, Environment, Inventory } from '../model';
import { suggestion } from '../nearest';
import type { Catalogue } from '../schema/versions';
import type { ImageUse, PinUse } from '../workload-model';
import type { DataFile, Path } from '../yaml-file';

/** Pins stand in the catalogue, images come from allowed registries, carry a digest and never the tag `latest`. */
export function pinFaults(inventory: Inventory): Fault[] {
  const faults = catalogueFaults(inventory);
  for (const cluster of inventory.clusters) {
    faults.push(...componentPinFaults(cluster));
    for (const environment of cluster.environments)
      for (const workload of environment.workloads) {
        for (const pin of pinsOf(workload)) faults.push(...trackFaults(cluster, environment, workload.name, pin));
        for (const use of imagesOf(workload)) faults.push(...imageFaults(cluster, environment, workload.name, use));
      }
  }
  return faults;
}

function catalogueFaults({ catalogue, catalogueSource }: Inventory): Fault[] {
  return Object.entries(catalogue.images).flatMap(([track, { current, previous }]) => [
    ...(isLatest(current) ? [latestFault(catalogueSource, ['images', track, 'current'], current)] : []),
    ...previous.flatMap((pin, i) => (isLatest(pin) ? [latestFault(catalogueSource, ['images', track, 'previous', i], pin)] : [])),
  ]);
}

function trackFaults(cluster: Cluster, environment: Environment, workload: string, use: PinUse): Fault[] {
  const path = ['workloads', workload, ...use.field.split('.')];
  const { source } = environment;
  if (isLatest(use.pin)) return [latestFault(source, path, use.pin)];
  const track = cluster.catalogue.images[use.track];
  if (!track)
    return [
      source.fault(
        'pin-not-in-catalogue',
        path,
        `versions.yaml has no image track ${use.track}`,
        `add it to versions.yaml under images`,
        use.pin,
      ),
    ];
  const known = [track.current, ...track.previous];
  const reference = `${track.repository}:${use.pin}`;
  const faults = registryFaults(cluster, source, path, reference);
  if (known.includes(use.pin)) return faults;
  const sameTag = known.find((pin) => pin.split('@')[0] === use.pin.split('@')[0]);
  if (sameTag !== undefined && !use.pin.includes('@'))
    return [...faults, source.fault('pin-without-digest', path, 'an image is pinned by digest', `write ${sameTag}`, use.pin)];
  return [
    ...faults,
    source.fault(
      'pin-not-in-catalogue',
      path,
      `must be the current or a previous value of ${use.track} in versions.yaml`,
      sameTag === undefined ? suggestion(use.pin, known) : `its digest of that tag is ${sameTag}`,
      use.pin,
    ),
  ];
}

function imageFaults(cluster: Cluster, environment: Environment, workload: string, use: ImageUse): Fault[] {
  const path = ['workloads', workload, ...use.field.split('.')];
  const { source } = environment;
  const [name = '', digest] = use.image.split('@');
  const faults = registryFaults(cluster, source, path, use.image);
  if (/:latest$/.test(name)) faults.push(latestFault(source, path, use.image));
  if (digest === undefined)
    faults.push(source.fault('pin-without-digest', path, 'an image is pinned by digest', `append @sha256:… of the tag's index`, use.image));
  return faults;
}

function registryFaults(cluster: Cluster, source: DataFile, path: Path, reference: string): Fault[] {
  if (cluster.spec.registries.some((prefix) => reference.startsWith(prefix))) return [];
  const remedy = `mirror it to an allowed registry, or add its prefix to registries in ${cluster.source.file}`;
  return [source.fault('registry-not-allowed', path, `must come from one of ${cluster.spec.registries.join(', ')}`, remedy, reference)];
}

function componentPinFaults(cluster: Cluster): Fault[] {
  return Object.entries(cluster.spec.platform).flatMap(([component, { version }]) => {
    const known = chartVersions(cluster.catalogue, component);
    if (known.includes(version)) return [];
    const path = ['platform', component, 'version'];
    const constraint = `must be the current or a previous version of ${component} in versions.yaml`;
    return [cluster.source.fault('pin-not-in-catalogue', path, constraint, suggestion(version, known), version)];
  });
}

function chartVersions(catalogue: Catalogue, component: string): readonly string[] {
  const chart = catalogue.charts[component];
  if (chart) return [chart.current, ...chart.previous];
  // Flux comes as plain manifests; its distribution is a tool of the catalogue.
  const tool = catalogue.tools[component];
  return tool ? [tool.current] : [];
}

const isLatest = (pin: string): boolean => pin.split('@')[0] === 'latest';
const latestFault = (source: DataFile, path: Path, pin: string): Fault =>
  source.fault('tag-latest', path, 'the tag latest names no version', 'name the version and its digest', pin);
