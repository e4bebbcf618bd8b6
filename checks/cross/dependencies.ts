import type { RenderedUnit } from '../../charts-src/tree/render';
import { type CrossCheck, finder } from '../context';
import type { Finding } from '../finding';

const find = finder('dependencies');

/** Units depend on units that exist, and never in a circle: Flux would wait for ever. */
export const dependencies: CrossCheck = ({ cluster, units }) => {
  const graph = graphOf(units);
  const unknown = units.flatMap(({ unit }) =>
    unit.dependsOn
      .filter((name) => !graph.has(name))
      .map((name) => find('error', `${cluster.name}/${unit.name}`, `depends on ${name}, which is no unit`, 'mend dependsOn')),
  );
  return [...unknown, ...cycles(cluster.name, graph)];
};

function cycles(cluster: string, graph: ReadonlyMap<string, readonly string[]>): Finding[] {
  const done = new Set<string>();
  const found: Finding[] = [];
  const visit = (name: string, path: readonly string[]): void => {
    if (done.has(name)) return;
    const at = path.indexOf(name);
    if (at >= 0) {
      found.push(find('error', `${cluster}/${name}`, `waits for itself: ${[...path.slice(at), name].join(' → ')}`, 'break the circle'));
      return;
    }
    for (const next of graph.get(name) ?? []) visit(next, [...path, name]);
    done.add(name);
  };
  for (const name of [...graph.keys()].sort()) visit(name, []);
  return found;
}

/** What each unit waits for, by name. */
export const graphOf = (units: readonly RenderedUnit[]): ReadonlyMap<string, readonly string[]> =>
  new Map(units.map(({ unit }) => [unit.name, unit.dependsOn]));

/** All units that a unit waits for, itself included. */
export function closure(graph: ReadonlyMap<string, readonly string[]>, name: string): Set<string> {
  const reached = new Set<string>();
  const queue = [name];
  for (let next = queue.pop(); next !== undefined; next = queue.pop()) {
    if (reached.has(next)) continue;
    reached.add(next);
    queue.push(...(graph.get(next) ?? []));
  }
  return reached;
}
