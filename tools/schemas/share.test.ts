import { share } from './share';

const large = { type: 'object', properties: Object.fromEntries(Array.from({ length: 10 }, (_, at) => [`field${at}`, { type: 'string' }])) };
const holding = (...children: object[]) => ({
  type: 'object',
  properties: Object.fromEntries(children.map((child, at) => [`p${at}`, child])),
});

describe('share', () => {
  it('writes a large piece that stands in two places once', () => {
    const { roots, definitions } = share([holding(large), holding(large, { type: 'integer' })]);
    const [name = ''] = Object.keys(definitions);
    expect(definitions).toEqual({ [name]: large });
    expect(name).toMatch(/^shared-[0-9a-f]{10}$/);
    expect(roots[0]).toEqual(holding({ $ref: `#/definitions/${name}` }));
    expect(roots[1]).toEqual(holding({ $ref: `#/definitions/${name}` }, { type: 'integer' }));
  });

  it('leaves small and single pieces where they are', () => {
    const roots = [holding(large, { type: 'string' }), holding({ type: 'string' })];
    expect(share(roots)).toEqual({ roots, definitions: {} });
  });

  it('does not name what lies only in a shared piece', () => {
    const outer = holding(large, { type: 'boolean' });
    expect(Object.values(share([holding(outer), holding(outer, outer)]).definitions)).toEqual([outer]);
  });

  it('takes a property named like a keyword for a property', () => {
    const schema = holding({ type: 'object', properties: { items: { type: 'string' }, properties: { type: 'string' } } });
    expect(share([schema]).roots).toEqual([schema]);
  });
});
