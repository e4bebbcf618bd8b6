import { type CrossCheck, finder } from '../context';
import type { Finding } from '../finding';
import { closure, graphOf } from './dependencies';

const find = finder('custom-resources');

/** Unit whose chart brings the CRDs of an API group. */
export const broughtBy: Readonly<Record<string, string>> = {
  'acme.cert-manager.io': 'platform/cert-manager',
  'cert-manager.io': 'platform/cert-manager',
  'cilium.io': 'platform/cilium',
  'longhorn.io': 'platform/longhorn',
  'monitoring.coreos.com': 'platform/kube-prometheus-stack',
  'policies.kyverno.io': 'platform/kyverno',
  'traefik.io': 'platform/traefik',
};
/** Groups that a bootstrap brings before any unit is applied. */
const fromBootstrap = '.toolkit.fluxcd.io';
/** Groups of the API server itself that have a dot. Others below k8s.io, the Gateway API among them, come as CRDs. */
const builtin = [
  'admissionregistration',
  'apiextensions',
  'apiregistration',
  'certificates',
  'coordination',
  'discovery',
  'events',
  'flowcontrol.apiserver',
  'networking',
  'node',
  'rbac.authorization',
  'resource',
  'scheduling',
  'storage',
].map((group) => `${group}.k8s.io`);

/** Every unit that uses a custom resource depends, at last, on the unit that brings its CRD. */
export const customResources: CrossCheck = ({ units }) => {
  const graph = graphOf(units);
  return units.flatMap(({ unit, objects }): Finding[] => {
    const reached = closure(graph, unit.name);
    return objects.flatMap(({ object, file }) => {
      const [group = '', version] = object.apiVersion.split('/');
      if (version === undefined || !group.includes('.') || builtin.includes(group) || group.endsWith(fromBootstrap)) return [];
      const owner = broughtBy[group];
      if (owner === undefined)
        return [find('error', file, `is a ${object.kind} of ${group}, whose CRD no unit brings`, 'add the component that brings it')];
      return reached.has(owner)
        ? []
        : [
            find(
              'error',
              file,
              `is a ${object.kind} of ${group}, but ${unit.name} does not depend on ${owner}`,
              `add ${owner} to its dependsOn`,
            ),
          ];
    });
  });
};
