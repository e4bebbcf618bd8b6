import { type ClusterContext, type CrossCheck, finder } from '../context';
import type { Finding } from '../finding';
import { matches, portsOf } from '../pods';

const find = finder('services');

export interface ServiceSpec {
  readonly type?: string;
  readonly selector?: Readonly<Record<string, string>>;
  readonly ports?: readonly { readonly name?: string; readonly port: number; readonly targetPort?: number | string }[];
}
interface IngressSpec {
  readonly rules?: readonly {
    readonly host?: string;
    readonly http?: {
      readonly paths: readonly {
        readonly backend: {
          readonly service?: { readonly name: string; readonly port: { readonly name?: string; readonly number?: number } };
        };
      }[];
    };
  }[];
}

/** Every Service selects a pod that has its ports; every Ingress names a Service and a port that exist. */
export const services: CrossCheck = (context) => [
  ...context.objects.flatMap(({ object, file }) =>
    object.kind === 'Service' ? serviceFindings(context, file, object.metadata.namespace ?? '', object.spec as ServiceSpec) : [],
  ),
  ...ingressFindings(context),
];

function serviceFindings({ pods }: ClusterContext, file: string, namespace: string, { selector, ports, type }: ServiceSpec): Finding[] {
  if (!selector || type === 'ExternalName')
    return [
      find('error', file, 'selects no pod: it leads out of its namespace', 'give it a selector; ExternalName would send traffic anywhere'),
    ];
  const selected = pods.filter((pod) => pod.namespace === namespace && matches(pod.labels, selector));
  if (selected.length === 0) return [find('error', file, `selects no pod in ${namespace}`, 'mend the selector')];
  return (ports ?? []).flatMap(({ port, targetPort = port }) =>
    selected.some(({ spec }) => portsOf(spec, targetPort).length > 0)
      ? []
      : [find('error', file, `sends to port ${targetPort}, which no selected pod has`, 'mend targetPort, or add the container port')],
  );
}

function ingressFindings({ objects, lookup }: ClusterContext): Finding[] {
  return objects.flatMap(({ object, file }) => {
    if (object.kind !== 'Ingress') return [];
    const backends = ((object.spec as IngressSpec).rules ?? []).flatMap(
      ({ http }) => http?.paths.map(({ backend }) => backend.service) ?? [],
    );
    return backends.flatMap((service) => {
      if (!service) return [];
      const found = lookup('Service', service.name, object.metadata.namespace);
      if (!found) return [find('error', file, `names the Service ${service.name}, which its namespace does not have`, 'mend the backend')];
      const { name, number } = service.port;
      return ((found.spec as ServiceSpec).ports ?? []).some((port) => port.name === name || port.port === number)
        ? []
        : [find('error', file, `names port ${name ?? number} of ${service.name}, which it does not have`, 'mend the backend')];
    });
  });
}
