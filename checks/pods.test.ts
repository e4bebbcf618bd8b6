import { podTemplates, selects } from './pods';

const labels = { app: 'web', tier: 'front' };

describe('selects', () => {
  it.each([
    { name: 'nothing asked', selector: {}, selected: true },
    { name: 'a label', selector: { matchLabels: { app: 'web' } }, selected: true },
    { name: 'another value', selector: { matchLabels: { app: 'db' } }, selected: false },
    { name: 'a label that is not there', selector: { matchLabels: { zone: 'a' } }, selected: false },
    { name: 'In', selector: { matchExpressions: [{ key: 'app', operator: 'In', values: ['db', 'web'] }] }, selected: true },
    { name: 'In, absent', selector: { matchExpressions: [{ key: 'zone', operator: 'In', values: ['a'] }] }, selected: false },
    { name: 'NotIn', selector: { matchExpressions: [{ key: 'app', operator: 'NotIn', values: ['web'] }] }, selected: false },
    { name: 'NotIn, absent', selector: { matchExpressions: [{ key: 'zone', operator: 'NotIn', values: ['a'] }] }, selected: true },
    { name: 'Exists', selector: { matchExpressions: [{ key: 'tier', operator: 'Exists' }] }, selected: true },
    { name: 'DoesNotExist', selector: { matchExpressions: [{ key: 'tier', operator: 'DoesNotExist' }] }, selected: false },
    {
      name: 'a label and an expression that does not hold',
      selector: { matchLabels: { app: 'web' }, matchExpressions: [{ key: 'zone', operator: 'Exists' }] },
      selected: false,
    },
  ])('$name: $selected', ({ selector, selected }) => {
    expect(selects(selector, labels)).toBe(selected);
  });
});

describe('podTemplates', () => {
  const pod = { containers: [{ name: 'one' }] };
  const template = { metadata: { labels }, spec: pod };
  it.each([
    { kind: 'Pod', spec: pod, metadata: { labels } },
    { kind: 'Deployment', spec: { template } },
    { kind: 'StatefulSet', spec: { template } },
    { kind: 'DaemonSet', spec: { template } },
    { kind: 'Job', spec: { template } },
    { kind: 'CronJob', spec: { jobTemplate: { spec: { template } } } },
  ])('finds that of a $kind', ({ kind, spec, metadata }) => {
    const object = { apiVersion: 'v1', kind, metadata: { name: 'one', namespace: 'env', ...metadata }, spec };
    expect(podTemplates([{ file: 'f', object }])).toEqual([{ object, file: 'f', namespace: 'env', labels, spec: pod }]);
  });

  it.each([
    { kind: 'ConfigMap', spec: undefined },
    { kind: 'Service', spec: { ports: [] } },
    { kind: 'HelmRelease', spec: { template: { spec: {} } } },
  ])('finds none in a $kind', ({ kind, spec }) => {
    expect(podTemplates([{ file: 'f', object: { apiVersion: 'v1', kind, metadata: { name: 'one' }, spec } }])).toEqual([]);
  });
});
