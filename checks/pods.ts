import type { k8s } from 'cdk8s-plus-28';
import type { KubernetesObject } from '../charts-src/tree/objects';
import type { RenderedObject } from '../charts-src/tree/render';

/** The parts of a pod template that checks look at. */
export interface PodTemplate {
  readonly object: KubernetesObject;
  readonly file: string;
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly spec: k8s.PodSpec;
}

type Nested = { readonly [field: string]: Nested | undefined };

/** Every pod template among the objects: Pod, the apps/v1 kinds, Job, CronJob. */
export function podTemplates(objects: readonly RenderedObject[]): PodTemplate[] {
  return objects.flatMap(({ object, file }) => {
    const spec = object.spec as Nested | undefined;
    const template = (object.kind === 'Pod' ? object : object.kind === 'CronJob' ? spec?.jobTemplate?.spec?.template : spec?.template) as
      | { metadata?: { labels?: Record<string, string> }; spec?: k8s.PodSpec & { containers?: unknown } }
      | undefined;
    if (!template?.spec?.containers) return [];
    return [{ object, file, namespace: object.metadata.namespace ?? '', labels: template.metadata?.labels ?? {}, spec: template.spec }];
  });
}

/** All containers of a pod. */
export const containersOf = (spec: k8s.PodSpec): readonly k8s.Container[] => [...(spec.initContainers ?? []), ...spec.containers];

/** Container ports of a pod that bear a number, or a name. */
export const portsOf = (spec: k8s.PodSpec, wanted: number | string): readonly k8s.ContainerPort[] =>
  containersOf(spec)
    .flatMap(({ ports }) => ports ?? [])
    .filter(({ name, containerPort }) => (typeof wanted === 'number' ? containerPort : name) === wanted);

/** Whether labels satisfy `matchLabels`. */
export const matches = (labels: Readonly<Record<string, string>>, selector: Readonly<Record<string, string>>): boolean =>
  Object.entries(selector).every(([key, value]) => labels[key] === value);

export type Labels = Readonly<Record<string, string>>;

/** A Kubernetes label selector; without conditions it selects everything. */
export interface LabelSelector {
  readonly matchLabels?: Labels;
  readonly matchExpressions?: readonly { readonly key: string; readonly operator: string; readonly values?: readonly string[] }[];
}

export const selects = ({ matchLabels = {}, matchExpressions = [] }: LabelSelector, labels: Labels): boolean =>
  matches(labels, matchLabels) &&
  matchExpressions.every(({ key, operator, values = [] }) => {
    const value = labels[key];
    const among = value !== undefined && values.includes(value);
    return { In: among, NotIn: !among, Exists: value !== undefined, DoesNotExist: value === undefined }[operator] ?? false;
  });
