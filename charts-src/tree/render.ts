import type { Unit } from '../unit';
import { identity, type KubernetesObject, unitObjects } from './objects';
import { header, toYaml } from './serialise';

/** A unit with its objects and the files they become. Paths are relative to `generated/`. */
export interface RenderedUnit {
  readonly unit: Unit;
  readonly cluster: string;
  readonly objects: readonly RenderedObject[];
  readonly files: ReadonlyMap<string, string>;
}

export interface RenderedObject {
  readonly file: string;
  readonly object: KubernetesObject;
}

/** Raised when the generators contradict themselves: a fault of the code, never of the data. */
export class RenderError extends Error {}

/** Objects and files of one unit. Throws {@link RenderError} when two objects want one file. */
export function renderUnit(cluster: string, unit: Unit, yaml: (data: unknown) => string = toYaml): RenderedUnit {
  const folder = `${cluster}/${unit.name}`;
  const files = new Map<string, string>();
  const objects: RenderedObject[] = [];
  for (const object of objectsOf(unit)) {
    const file = `${folder}/${fileName(unit, object)}`;
    if (files.has(file))
      throw new RenderError(`could not render ${unit.name}: two objects want the file ${file}; give one of them another name`);
    files.set(file, header(unit.sources) + yaml(object));
    objects.push({ file, object });
  }
  if (unit.objects) {
    const resources = objects.map(({ file }) => file.slice(folder.length + 1)).sort();
    const kustomization = { apiVersion: 'kustomize.config.k8s.io/v1beta1', kind: 'Kustomization', resources };
    files.set(`${folder}/kustomization.yaml`, header(unit.sources) + toYaml(kustomization));
  }
  return { unit, cluster, objects, files };
}

/** What a generator refuses is told with the files that it worked from. */
function objectsOf(unit: Unit): readonly KubernetesObject[] {
  try {
    return unitObjects(unit);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    throw new RenderError(`could not render ${unit.name} from ${unit.sources.join(', ')}: ${why}; rename what is named there twice`);
  }
}

/** `<kind>-<name>.yaml`; with the namespace between them in units that write to more than one. */
function fileName(unit: Unit, { kind, metadata }: KubernetesObject): string {
  const namespace = metadata.namespace !== undefined && metadata.namespace !== unit.namespace ? [metadata.namespace] : [];
  const name = [kind.toLowerCase(), ...namespace, metadata.name].join('-');
  return `${name.replaceAll(/[^a-zA-Z0-9.-]/g, '_')}.yaml`;
}

/**
 * Which unit owns which object of a cluster, as data. Throws {@link RenderError} when two units own one object, since Flux would
 * let them fight for it, or bear one name, since they would write over each other's files.
 */
export function ownership(units: readonly RenderedUnit[]): Readonly<Record<string, readonly string[]>> {
  const owners = new Map<string, string>();
  const owned: Record<string, string[]> = {};
  const names = new Set<string>();
  for (const { unit, objects } of units) {
    if (names.has(unit.name)) throw new RenderError(`could not render: two units are named ${unit.name}; give one of them another name`);
    names.add(unit.name);
    for (const { object } of objects) {
      const id = identity(object);
      const other = owners.get(id);
      if (other !== undefined)
        throw new RenderError(`could not render: ${id} is in both ${other} and ${unit.name}; leave it in one of them`);
      owners.set(id, unit.name);
      owned[unit.name] = [...(owned[unit.name] ?? []), id];
    }
  }
  return owned;
}
