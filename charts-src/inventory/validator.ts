import { Ajv2020, type ErrorObject, type ValidateFunction } from 'ajv/dist/2020';
import type { Fault } from './fault';
import { formats } from './formats';
import { suggestion } from './nearest';
import { wordsOf } from './wording';
import type { DataFile, Path } from './yaml-file';

/** Each schema is used a few times in a process, so quick compiling is worth more than quick code; tests hold the schemas to their own. */
const quick = { meta: false, validateSchema: false, code: { optimize: false } } as const;
const ajv = new Ajv2020({
  allErrors: true,
  useDefaults: true,
  verbose: true,
  strict: true,
  strictTypes: false,
  strictRequired: false,
  ...quick,
});
for (const [name, format] of Object.entries(formats)) ajv.addFormat(name, format.validate);

const compiled = new Map<object, ValidateFunction>();

function validatorOf(schema: object): ValidateFunction {
  const known = compiled.get(schema);
  if (known) return known;
  const { $schema: _, ...rest } = schema as Record<string, unknown>;
  const validate = ajv.compile(rest);
  compiled.set(schema, validate);
  return validate;
}

/**
 * Checks `data` against `schema` and fills in defaults, in place: `data` must be the caller's own copy. `at` is the path of
 * `data` in the file.
 */
export function validate(schema: object, data: unknown, source: DataFile, at: Path = []): Fault[] {
  const check = validatorOf(schema);
  if (check(data)) return [];
  const errors = (check.errors ?? []).filter((error) => !noise.has(error.keyword));
  // A value of the wrong type is in no list of choices either; the list says more.
  const choices = new Set(errors.filter(({ keyword }) => keyword === 'enum').map(({ instancePath }) => instancePath));
  return errors
    .filter(({ keyword, instancePath }) => keyword !== 'type' || !choices.has(instancePath))
    .map((error) => toFault(error, source, at));
}

/** Keywords that only repeat what a nested error says better. */
const noise = new Set(['propertyNames', 'if', 'anyOf', 'oneOf', 'allOf']);

function toFault(error: ErrorObject, source: DataFile, at: Path): Fault {
  const path = [...at, ...error.instancePath.split('/').slice(1).map(unescapeToken)];
  const params = error.params as Record<string, unknown>;
  const description = (error.parentSchema as { description?: string } | undefined)?.description;
  if (error.propertyName !== undefined)
    return source.fault('bad-name', [...path, error.propertyName], wordsOf(error), describe(description), error.propertyName);
  switch (error.keyword) {
    case 'additionalProperties': {
      const field = String(params.additionalProperty);
      const known = Object.keys((error.parentSchema as { properties?: object }).properties ?? {});
      return source.fault('unknown-field', [...path, field], 'no such field', suggestion(field, known));
    }
    case 'required':
      return source.fault(
        'missing-field',
        [...path, String(params.missingProperty)],
        'must be given',
        describe(descriptionOf(error, params)),
      );
    case 'enum': {
      const allowed = (params.allowedValues as unknown[]).map(String);
      return source.fault(
        'bad-value',
        path,
        `must be one of ${allowed.join(', ')}`,
        suggestion(typeof error.data === 'string' ? error.data : '', allowed),
        error.data,
      );
    }
    default:
      return source.fault('bad-value', path, wordsOf(error), describe(description), error.data);
  }
}

function descriptionOf(error: ErrorObject, params: Record<string, unknown>): string | undefined {
  const properties = (error.parentSchema as { properties?: Record<string, { description?: string }> }).properties;
  return properties?.[String(params.missingProperty)]?.description;
}

const describe = (description: string | undefined): string =>
  description ? `expected: ${description.replace(/\.$/, '')}` : 'see the schema';
const unescapeToken = (token: string): string => token.replaceAll('~1', '/').replaceAll('~0', '~');
