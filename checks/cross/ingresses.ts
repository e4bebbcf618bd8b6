import { type ClusterContext, type CrossCheck, finder } from '../context';
import type { Finding } from '../finding';

const find = finder('ingresses');

const issuerAnnotation = 'cert-manager.io/cluster-issuer';

interface IngressSpec {
  readonly ingressClassName?: string;
  readonly tls?: readonly { readonly secretName?: string }[];
}

/** Every Ingress is for the controller that runs, and has a certificate of its own from an issuer that a unit brings. */
export const ingresses: CrossCheck = (context) => {
  const owners = new Map<string, string>();
  return context.objects.flatMap(({ object, file }): Finding[] => {
    if (object.kind !== 'Ingress') return [];
    const { namespace = '', annotations = {} } = object.metadata;
    const { ingressClassName, tls = [] } = object.spec as IngressSpec;
    const { ingress } = context.cluster.spec;
    return [
      ...(ingressClassName === ingress
        ? []
        : [
            find(
              'error',
              file,
              `is of the class ${ingressClassName ?? '(none)'}, but the cluster runs ${ingress}`,
              'mend ingressClassName',
            ),
          ]),
      ...foreign(file, Object.keys(annotations), ingress),
      ...issuer(context, file, annotations[issuerAnnotation]),
      ...tls.flatMap(({ secretName }) => certificate(owners, file, namespace, secretName)),
    ];
  });
};

/** What only another controller reads says something that does not hold. */
function foreign(file: string, annotations: readonly string[], ingress: string): Finding[] {
  return annotations
    .filter((name) => /^[a-z]+\.ingress\.kubernetes\.io\//.test(name) && !name.startsWith(`${ingress}.`))
    .map((name) => find('error', file, `bears ${name}, which ${ingress} does not read`, 'remove the annotation'));
}

function issuer({ lookup }: ClusterContext, file: string, name: string | undefined): Finding[] {
  if (name === undefined) return [find('error', file, `names no issuer of its certificate`, `add the annotation ${issuerAnnotation}`)];
  return lookup('ClusterIssuer', name)
    ? []
    : [find('error', file, `names the ClusterIssuer ${name}, which no unit brings`, 'mend the name')];
}

/** cert-manager writes the Secret: two Ingresses that name one would take each other's certificate away. */
function certificate(owners: Map<string, string>, file: string, namespace: string, name: string | undefined): Finding[] {
  if (name === undefined) return [find('error', file, 'names no Secret for its certificate', 'add secretName to spec.tls')];
  const owner = owners.get(`${namespace}/${name}`);
  owners.set(`${namespace}/${name}`, file);
  return owner === undefined
    ? []
    : [find('error', file, `keeps its certificate in the Secret ${name}, as does generated/${owner}`, 'give it a Secret of its own')];
}
