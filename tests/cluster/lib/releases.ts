import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { broughtBy } from '../../../checks/cross/custom-resources';
import { download } from '../../../tools/schemas/modules';
import { type Packed, packFolder, packSimulation, type Wanted } from './charts';
import type { Committed } from './committed';
import { publishedDefinitions } from './definitions';
import { packKyverno } from './kyverno';

/** Charts that a Go module carries in the very version that the data pin: the module, the folder in it, and how it is packed. */
const published: Readonly<Record<string, { readonly module: string; readonly folder: string; readonly pack: typeof packKyverno }>> = {
  cilium: { module: 'github.com/cilium/cilium', folder: 'install/kubernetes/cilium', pack: (_, ...chart) => packFolder(...chart) },
  kyverno: { module: 'github.com/kyverno/kyverno', folder: 'charts/kyverno', pack: packKyverno },
};

/** Whether a chart can be had as its project publishes it. */
export const isPublished = ({ name }: Pick<Wanted, 'name'>): boolean => name in published;

export interface Charts {
  readonly real: readonly Packed[];
  readonly simulated: readonly Packed[];
}

/**
 * The chart of every release in the tree. One that can be had is real. The others are SIMULATED by charts that bring the same
 * definitions and run nothing; the real helm-controller installs them, so a definition is there only once its release is.
 */
export function chartsFor(root: string, work: string, committed: readonly Committed[]): Charts {
  mkdirSync(work, { recursive: true });
  const modules = new Map([...download(root), ...download(root, 'tools/charts')]);
  const definitions = publishedDefinitions(root);
  const real: Packed[] = [];
  const simulated: Packed[] = [];
  for (const wanted of wantedCharts(committed)) {
    const known = published[wanted.name];
    if (known) {
      const folder = join(modules.get(known.module)?.folder ?? '', known.folder);
      real.push(known.pack(definitions, work, wanted, folder));
    } else {
      const brought = definitions.filter(({ spec }) => broughtBy[(spec as { group: string }).group] === `platform/${wanted.name}`);
      simulated.push(packSimulation(work, wanted, brought));
    }
  }
  return { real, simulated };
}

interface ReleaseSpec {
  readonly chart?: { readonly spec: { readonly chart: string; readonly version: string; readonly sourceRef: { readonly name: string } } };
  readonly chartRef?: { readonly name: string };
}
interface SourceSpec {
  readonly url: string;
  readonly ref?: { readonly tag: string };
}

/** What the releases of the tree ask for, and where. */
export function wantedCharts(committed: readonly Committed[]): Wanted[] {
  const source = (kind: string, name: string): SourceSpec => {
    const found = committed.find(({ object }) => object.kind === kind && object.metadata.name === name);
    if (!found) throw new Error(`the tree has no ${kind} ${name}`);
    return found.object.spec as SourceSpec;
  };
  return committed.flatMap(({ object }) => {
    if (object.kind !== 'HelmRelease') return [];
    const { chart, chartRef } = object.spec as ReleaseSpec;
    if (chart) {
      const { url } = source('HelmRepository', chart.spec.sourceRef.name);
      return [{ name: chart.spec.chart, version: chart.spec.version, source: url }];
    }
    const { url, ref } = source('OCIRepository', chartRef?.name ?? '');
    return [{ name: url.slice(url.lastIndexOf('/') + 1), version: ref?.tag ?? '', source: url }];
  });
}
