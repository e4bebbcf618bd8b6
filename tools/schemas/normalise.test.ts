import { normaliseStructural, quantityPattern } from './normalise';

describe('normaliseStructural', () => {
  it.each([
    ['closes an object with properties', { type: 'object', properties: { a: { type: 'string' } } }, { additionalProperties: false }],
    ['closes an object without any', { type: 'object' }, { type: 'object', additionalProperties: false }],
    [
      'leaves a map open to its values',
      { type: 'object', additionalProperties: { type: 'string' } },
      { additionalProperties: { type: 'string' } },
    ],
    [
      'keeps an int-or-string as both',
      { 'x-kubernetes-int-or-string': true, anyOf: [{ type: 'integer' }, { type: 'string' }] },
      { type: ['integer', 'string'] },
    ],
    ['lets a nullable value be null', { type: 'string', nullable: true, enum: ['a'] }, { type: ['string', 'null'], enum: ['a', null] }],
    [
      'asks an embedded resource for its kind',
      { type: 'object', 'x-kubernetes-embedded-resource': true },
      { required: ['apiVersion', 'kind'] },
    ],
    ["translates Go's case-insensitive patterns", { type: 'string', pattern: '^(?i)(abort|warn)?$' }, { pattern: '^(?i:(abort|warn)?$)' }],
  ])('%s', (_, schema, expected) => {
    expect(normaliseStructural(schema)).toMatchObject(expected);
  });

  it('leaves open what preserves unknown fields', () => {
    expect(normaliseStructural({ type: 'object', 'x-kubernetes-preserve-unknown-fields': true })).toEqual({ type: 'object' });
  });

  it('drops descriptions, defaults, merge hints and CEL rules, and sorts properties', () => {
    const schema = {
      type: 'object',
      description: 'x',
      'x-kubernetes-validations': [{ rule: 'true' }],
      properties: {
        b: { type: 'integer', format: 'int64', default: 1 },
        a: { type: 'array', items: { type: 'string' }, 'x-kubernetes-list-type': 'set' },
      },
    };
    expect(JSON.stringify(normaliseStructural(schema))).toBe(
      '{"type":"object","properties":{"a":{"type":"array","items":{"type":"string"}},"b":{"type":"integer"}},"additionalProperties":false}',
    );
  });

  it('never closes what only adds rules to a value', () => {
    const schema = {
      type: 'object',
      properties: { a: { type: 'string' } },
      anyOf: [{ required: ['a'], properties: { a: { minLength: 1 } } }],
    };
    expect(normaliseStructural(schema).anyOf).toEqual([{ required: ['a'], properties: { a: { minLength: 1 } } }]);
  });

  it('refuses a pattern that JavaScript cannot compile', () => {
    expect(() => normaliseStructural({ type: 'string', pattern: '(?P<x>a)' })).toThrow(SyntaxError);
  });
});

describe('quantityPattern', () => {
  const pattern = new RegExp(quantityPattern);
  it.each(['0', '1', '1.5Gi', '.5', '5.', '-1', '+2k', '500m', '100n', '1e3', '1E-3', '2e9', '1E', '3Ei'])('takes %s', (text) => {
    expect(pattern.test(text)).toBe(true);
  });
  it.each(['', 'Gi', '1GiB', '1 Gi', '1K', '1gi', '1e', '1,5', '0x1', '1mm'])('refuses "%s"', (text) => {
    expect(pattern.test(text)).toBe(false);
  });
});
