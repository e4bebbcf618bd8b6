import { builtIns, type OpenApi } from './built-in';

const openApi: OpenApi = {
  definitions: {
    'io.k8s.api.apps.v1.Set': {
      type: 'object',
      description: 'dropped',
      'x-kubernetes-group-version-kind': [{ group: 'apps', version: 'v1', kind: 'Set' }],
      properties: {
        metadata: { $ref: '#/definitions/io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta' },
        tree: { $ref: '#/definitions/io.k8s.api.apps.v1.Tree' },
        mode: { type: 'string' },
        size: { $ref: '#/definitions/io.k8s.apimachinery.pkg.api.resource.Quantity' },
        status: { type: 'object' },
      },
    },
    'io.k8s.api.apps.v1.Tree': {
      type: 'object',
      properties: { children: { type: 'array', items: { $ref: '#/definitions/io.k8s.api.apps.v1.Tree' } } },
    },
    'io.k8s.apimachinery.pkg.apis.meta.v1.ObjectMeta': {
      type: 'object',
      properties: { name: { type: 'string' }, uid: { type: 'string' } },
    },
    'io.k8s.api.apps.v1.Unreached': { type: 'object' },
  },
  paths: {
    '/apis/apps/v1/namespaces/{namespace}/sets': {
      post: { 'x-kubernetes-group-version-kind': { group: 'apps', version: 'v1', kind: 'Set' } },
    },
  },
};
const { kinds, definitions } = builtIns(openApi, new Map([['io.k8s.api.apps.v1.Set.mode', ['A', 'B']]]), ['apps/v1 Set']);

describe('builtIns', () => {
  it('gives the kind with its scope', () => {
    expect(kinds).toEqual([{ apiVersion: 'apps/v1', kind: 'Set', namespaced: true, schema: { $ref: '#/definitions/v1.Set' } }]);
  });

  it('places what is reached in the file of its group, closed, without what only the cluster writes', () => {
    expect(definitions).toEqual({
      apps: {
        'v1.Set': {
          type: 'object',
          properties: {
            metadata: { $ref: 'meta.json#/definitions/v1.ObjectMeta' },
            mode: { type: 'string', enum: ['A', 'B'] },
            size: { type: ['string', 'number'], pattern: expect.any(String) },
            tree: { $ref: '#/definitions/v1.Tree' },
          },
          additionalProperties: false,
        },
        'v1.Tree': {
          type: 'object',
          properties: { children: { type: 'array', items: { $ref: '#/definitions/v1.Tree' } } },
          additionalProperties: false,
        },
      },
      meta: { 'v1.ObjectMeta': { type: 'object', properties: { name: { type: 'string' } }, additionalProperties: false } },
    });
  });

  it('names a kind that is not there', () => {
    expect(() => builtIns(openApi, new Map(), ['apps/v2 Set'])).toThrow('no kind apps/v2 Set');
  });
});
