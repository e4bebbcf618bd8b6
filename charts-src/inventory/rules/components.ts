import type { Fault } from '../fault';
import type { Clusters } from './gaps';

/** A cluster installs what its data ask for, and storage keeps no more copies than there are nodes. */
export function componentFaults(inventory: Clusters): Fault[] {
  return inventory.clusters.flatMap(({ spec, source }) => {
    const faults: Fault[] = [];
    const need = (component: 'longhorn' | 'ingress-nginx' | 'traefik', field: string, value: string) => {
      if (spec.platform[component] === undefined)
        faults.push(
          source.fault(
            'component-missing',
            ['platform'],
            `${field}: ${value} needs the component ${component}`,
            `add platform.${component}.version`,
          ),
        );
    };
    if (spec.storage.provider === 'longhorn') need('longhorn', 'storage.provider', 'longhorn');
    need(spec.ingress === 'nginx' ? 'ingress-nginx' : 'traefik', 'ingress', spec.ingress);
    if (spec.storage.replicas > spec.nodes.length)
      faults.push(
        source.fault(
          'bad-value',
          ['storage', 'replicas'],
          `must not exceed the number of nodes (${spec.nodes.length})`,
          'lower it, or add nodes',
          spec.storage.replicas,
        ),
      );
    const names = spec.nodes.map(({ name }) => name);
    const twice = names.find((name, i) => names.indexOf(name) !== i);
    if (twice !== undefined) faults.push(source.fault('bad-value', ['nodes'], 'names of nodes are unique', 'rename one of them', twice));
    return faults;
  });
}
