import { ran, useSampleRepository } from '../../charts-src/testing/command';
import { exitCode } from '../output';
import { envListCommand } from './env-list';

const sample = useSampleRepository();

describe('envListCommand', () => {
  it('lists every environment with kind, workloads and hosts', () => {
    const { code, lines } = ran((output) => envListCommand({ root: sample.root }, output));
    expect(code).toBe(exitCode.success);
    expect(lines).toEqual([
      'CLUSTER  ENVIRONMENT  KIND           WORKLOADS                HOSTS',
      'sample   prod         production     images mysql xwiki       images.prod.example.org xwiki.prod.example.org',
      'sample   qualif-01    qualification  images mysql web worker  images.qualif-01.example.org web.qualif-01.example.org',
      'sample   shared       shared         images                   images.shared.example.org',
      'sample   staging      staging        images mysql xwiki       images.staging.example.org xwiki.staging.example.org',
    ]);
  });

  it('prints JSON that a program reads', () => {
    const { lines } = ran((output) => envListCommand({ root: sample.root, json: true }, output));
    expect(JSON.parse(lines.join('\n')).environments[0]).toEqual({
      cluster: 'sample',
      environment: 'prod',
      kind: 'production',
      retired: false,
      workloads: ['images', 'mysql', 'xwiki'],
      hosts: ['images.prod.example.org', 'xwiki.prod.example.org'],
    });
  });
});
