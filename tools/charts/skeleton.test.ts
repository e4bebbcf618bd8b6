import { factTable } from './skeleton';

const source = { chart: 'web', version: '1.0.0' };

describe('factTable', () => {
  it.each([
    ['leaves of every type', { b: 1, a: 'x', c: { d: true, e: [1] } }, { a: 'string', b: 'number', 'c.d': 'boolean', 'c.e': 'array' }],
    ['open values', { open: {}, unset: null }, { open: 'map', unset: 'null' }],
    ['a dot in a key', { 'app.ini': { server: { port: 1 } } }, { 'app\\.ini.server.port': 'number' }],
    ['types of Kubernetes as a whole', { web: { resources: { limits: { cpu: '1' } } } }, { 'web.resources': 'map' }],
  ])('knows %s', (_, values, expected) => {
    expect(factTable({ ...source, values }).values).toEqual(expected);
  });

  it('sorts paths', () => {
    expect(Object.keys(factTable({ ...source, values: { b: 1, a: { z: 1, y: 1 } } }).values)).toEqual(['a.y', 'a.z', 'b']);
  });

  it('lays the values of the chart over those of a subchart', () => {
    const table = factTable({ ...source, values: { db: { port: '1' } }, subcharts: { db: { port: 1, host: 'x' } } });
    expect(table.values).toEqual({ 'db.host': 'string', 'db.port': 'string' });
  });

  it('takes extra values, and refuses those that the chart defines by now', () => {
    const extra = [{ path: 'image.digest', type: 'string' as const, reason: 'templates/_helpers.tpl' }];
    expect(factTable({ ...source, values: { image: { tag: '1' } }, extra }).values).toEqual({
      'image.digest': 'string',
      'image.tag': 'string',
    });
    expect(() => factTable({ ...source, values: { image: { digest: '' } }, extra })).toThrow('web 1.0.0 defines image.digest itself');
  });
});
