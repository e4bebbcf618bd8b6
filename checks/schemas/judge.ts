import { suggestion } from '../../charts-src/inventory/nearest';
import { isRecord, type Manifest, type Problem, type SchemaFinding, shown } from './finding';
import { identityProblems } from './identity';
import { schemaProblems } from './schema-problems';
import { type SchemaStore, schemaStore } from './store';

/**
 * What the API server would refuse in the objects: the fast first pass over their schemas, names and scopes. CEL rules and
 * cross-field validation are the real API server's. A kind without a schema is a finding, never a pass.
 *
 * @param root the repository, which holds `schemas/kubernetes`
 * @returns findings in the order of the objects, sorted by path within one
 */
export function schemaFindings(objects: readonly Manifest[], root: string): readonly SchemaFinding[] {
  const store = schemaStore(root);
  return objects.flatMap((manifest) => {
    const problems = problemsOf(manifest.object, store);
    return [...problems].sort((a, b) => (a.path < b.path ? -1 : a.path > b.path ? 1 : 0)).map((problem) => toFinding(manifest, problem));
  });
}

function problemsOf(object: unknown, store: SchemaStore): readonly Problem[] {
  if (!isRecord(object)) return [{ path: '', problem: 'must be an object with apiVersion, kind and metadata', value: object }];
  const { apiVersion, kind } = object;
  if (typeof apiVersion !== 'string') return [{ path: '/apiVersion', problem: 'must be given, as group/version', value: apiVersion }];
  if (typeof kind !== 'string') return [{ path: '/kind', problem: 'must be given', value: kind }];
  const known = store.kinds[`${apiVersion} ${kind}`];
  if (known === undefined) return [unknownKind(apiVersion, kind, Object.keys(store.kinds))];
  return [...identityProblems(object, kind, known.namespaced), ...schemaProblems(store.validator(known), object)];
}

function unknownKind(apiVersion: string, kind: string, known: readonly string[]): Problem {
  const ofGroup = (title: string) => title.split(' ')[0]?.split('/')[0];
  const sameKind = known.filter((title) => title.endsWith(` ${kind}`));
  const sameGroup = known.filter((title) => ofGroup(title) === apiVersion.split('/')[0]);
  const candidates = [sameKind, sameGroup, known].find((titles) => titles.length > 0) ?? [];
  const title = `${apiVersion} ${kind}`;
  const near = sameKind.length === 1 ? `did you mean "${sameKind[0]}"?` : suggestion(title, candidates);
  return { path: '/kind', problem: `no schema of this kind in schemas/kubernetes; ${near}`, value: title };
}

function toFinding({ file, object }: Manifest, problem: Problem): SchemaFinding {
  const isSecret = isRecord(object) && object.kind === 'Secret' && /^\/(data|stringData)(\/|$)/.test(problem.path);
  const value = isSecret ? undefined : shown(problem.value);
  return {
    ...(file === undefined ? {} : { file }),
    object: titleOf(object),
    path: problem.path,
    problem: problem.problem,
    ...(value === undefined ? {} : { value }),
  };
}

/** `apps/v1 Deployment prod/xwiki`, with a question mark for what is missing. */
function titleOf(object: unknown): string {
  if (!isRecord(object)) return '?';
  const metadata = isRecord(object.metadata) ? object.metadata : {};
  const name = [metadata.namespace, metadata.name ?? '?'].filter((part) => part !== undefined).join('/');
  return `${object.apiVersion ?? '?'} ${object.kind ?? '?'} ${name}`;
}
