import type { ErrorObject, ValidateFunction } from 'ajv';
import { suggestion } from '../../charts-src/inventory/nearest';
import { type Problem, pointerToken } from './finding';
import { formatWords } from './formats';

/** Starts the pattern of quantities, Kubernetes' own and the one that CRDs carry. */
const quantityStarts = ['^[+-]?([0-9]+', '^(\\+|-)?((['];

/** What the validator says of an object, each problem once. */
export function schemaProblems(validate: ValidateFunction, object: unknown): readonly Problem[] {
  if (validate(object)) return [];
  const problems = (validate.errors ?? []).map(toProblem);
  return problems.filter(
    (problem, at) => problems.findIndex((other) => other.path === problem.path && other.problem === problem.problem) === at,
  );
}

function toProblem(error: ErrorObject): Problem {
  const params = error.params as Readonly<Record<string, unknown>>;
  const path = error.instancePath;
  const value: unknown = error.data;
  switch (error.keyword) {
    case 'additionalProperties': {
      const field = String(params.additionalProperty);
      const known = Object.keys((error.parentSchema as { properties?: object }).properties ?? {});
      const held = (value as Readonly<Record<string, unknown>>)[field];
      return { path: `${path}/${pointerToken(field)}`, problem: `no such field in a manifest; ${suggestion(field, known)}`, value: held };
    }
    case 'required':
      return { path: `${path}/${pointerToken(String(params.missingProperty))}`, problem: 'must be given' };
    case 'type':
      return { path, problem: `must be ${[params.type].flat().join(' or ')}`, value };
    case 'enum': {
      const allowed = (params.allowedValues as unknown[]).map(String);
      return { path, problem: `must be one of ${allowed.join(', ')}; ${suggestion(String(value), allowed)}`, value };
    }
    case 'pattern':
      return { path, problem: patternWords(String(params.pattern)), value };
    case 'format':
      return { path, problem: formatWords[String(params.format)] ?? String(error.message), value };
    default:
      return { path, problem: String(error.message), value };
  }
}

function patternWords(pattern: string): string {
  return quantityStarts.some((start) => pattern.startsWith(start)) ? 'must be a quantity, like 500m or 2Gi' : `must match ${pattern}`;
}
