import { isRecord, type Problem, pointerToken } from './finding';

const namePattern = /^[A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?$/;
const prefixPattern = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const longestName = 63;
const longestPrefix = 253;
/** The API server's limit on all annotations of an object together, keys and values, in bytes: 256 KiB. */
const annotationBytes = 256 * 1024;

/** `name` or `dns.prefix/name`, as keys of labels and annotations are. */
export function isQualifiedName(key: string): boolean {
  const parts = key.split('/');
  const name = parts.pop() ?? '';
  const [prefix] = parts;
  if (parts.length > 1 || (prefix !== undefined && (prefix.length > longestPrefix || !prefixPattern.test(prefix)))) return false;
  return name.length <= longestName && namePattern.test(name);
}

export function isLabelValue(value: string): boolean {
  return value === '' || (value.length <= longestName && namePattern.test(value));
}

/** Labels and annotations of an object and of the pods that it makes. */
export function labelProblems(object: Readonly<Record<string, unknown>>): readonly Problem[] {
  return metadataOf(object, '').flatMap(({ path, metadata }) => [
    ...labelsIn(metadata.labels, `${path}/labels`),
    ...annotationsIn(metadata.annotations, `${path}/annotations`),
  ]);
}

interface Placed {
  readonly path: string;
  readonly metadata: Readonly<Record<string, unknown>>;
}

/** The object's metadata, and those of `spec.template` and `spec.jobTemplate` below it. */
function metadataOf(object: Readonly<Record<string, unknown>>, path: string): readonly Placed[] {
  const { metadata, spec } = object;
  const own = isRecord(metadata) ? [{ path: `${path}/metadata`, metadata }] : [];
  const below = ['template', 'jobTemplate'].flatMap((name) => {
    const template = isRecord(spec) ? spec[name] : undefined;
    return isRecord(template) ? metadataOf(template, `${path}/spec/${name}`) : [];
  });
  return [...own, ...below];
}

function labelsIn(labels: unknown, path: string): readonly Problem[] {
  return entriesOf(labels).flatMap(([key, value]) => [
    ...keyProblem(key, path),
    ...(isLabelValue(value)
      ? []
      : [
          {
            path: `${path}/${pointerToken(key)}`,
            problem: 'must be a label value: at most 63 of A-Z, a-z, 0-9, -, _, ., alphanumeric at both ends',
            value,
          },
        ]),
  ]);
}

function annotationsIn(annotations: unknown, path: string): readonly Problem[] {
  const entries = entriesOf(annotations);
  const bytes = entries.reduce((sum, [key, value]) => sum + Buffer.byteLength(key) + Buffer.byteLength(value), 0);
  const size = bytes > annotationBytes ? [{ path, problem: `must be at most ${annotationBytes} bytes in all`, value: bytes }] : [];
  // The API server lowers the case of annotation keys before it judges them.
  return [...entries.flatMap(([key]) => keyProblem(key, path, key.toLowerCase())), ...size];
}

function keyProblem(key: string, path: string, judged = key): readonly Problem[] {
  if (isQualifiedName(judged)) return [];
  return [
    {
      path: `${path}/${pointerToken(key)}`,
      problem: 'must have a key like name or dns.prefix/name, each part within its length',
      value: key,
    },
  ];
}

/** Values of another type are what the schema reports. */
function entriesOf(map: unknown): [string, string][] {
  return isRecord(map) ? Object.entries(map).filter((entry): entry is [string, string] => typeof entry[1] === 'string') : [];
}
