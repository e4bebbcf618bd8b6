import { resources } from './resources';

it.each([
  ['limits by default', { cpu: 20, memory: 64 }, { requests: { cpu: '20m', memory: '64Mi' }, limits: { cpu: '80m', memory: '64Mi' } }],
  [
    'limits of their own',
    { cpu: 200, memory: 256, cpuLimit: 1000, memoryLimit: 512 },
    { requests: { cpu: '200m', memory: '256Mi' }, limits: { cpu: '1', memory: '512Mi' } },
  ],
])('resources gives %s', (_, share, expected) => {
  expect(resources(share)).toEqual(expected);
});
