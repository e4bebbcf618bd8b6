import { type Crd, kindsOf, withoutDescriptions } from './crd';

const crd: Crd = {
  apiVersion: 'apiextensions.k8s.io/v1',
  kind: 'CustomResourceDefinition',
  metadata: { name: 'things.example.org' },
  spec: {
    group: 'example.org',
    scope: 'Cluster',
    names: { kind: 'Thing', plural: 'things' },
    versions: [
      {
        name: 'v1',
        served: true,
        schema: {
          openAPIV3Schema: {
            type: 'object',
            required: ['spec', 'status'],
            properties: { metadata: { type: 'object' }, spec: { type: 'object', description: 'x' }, status: { type: 'object' } },
          },
        },
      },
      { name: 'v1beta1', served: true, deprecated: true, schema: { openAPIV3Schema: {} } },
      { name: 'v1alpha1', served: false, schema: { openAPIV3Schema: {} } },
    ],
  },
};

describe('kindsOf', () => {
  it('gives the served versions that are not deprecated, as manifests hold them', () => {
    expect(kindsOf(crd)).toEqual([
      {
        apiVersion: 'example.org/v1',
        kind: 'Thing',
        namespaced: false,
        schema: {
          type: 'object',
          required: ['apiVersion', 'kind', 'metadata', 'spec'],
          properties: { metadata: { $ref: 'meta.json#/definitions/v1.ObjectMeta' }, spec: { type: 'object', additionalProperties: false } },
          additionalProperties: false,
        },
      },
    ]);
  });
});

describe('withoutDescriptions', () => {
  it('drops descriptions, but not a property of that name', () => {
    const schema = { description: 'x', properties: { description: { type: 'string', description: 'y' } }, list: [{ description: 'z' }] };
    expect(withoutDescriptions(schema)).toEqual({ properties: { description: { type: 'string' } }, list: [{}] });
  });
});
