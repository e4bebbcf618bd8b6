import { ran, useSampleRepository } from '../../charts-src/testing/command';
import { exitCode } from '../output';
import { flowsCommand } from './flows';

const sample = useSampleRepository();

describe('flowsCommand', () => {
  const flows = (options: Partial<Parameters<typeof flowsCommand>[0]>) =>
    ran((output) => flowsCommand({ root: sample.root, environment: 'prod', ...options }, output));

  it('prints the matrix', () => {
    const { code, lines } = flows({});
    expect(code).toBe(exitCode.success);
    expect(lines[0]).toBe('sample/prod: everything that is not listed is denied');
    expect(lines[1]).toBe('FROM        TO           PORTS');
    expect(lines).toContain('xwiki       mysql        3306/TCP');
  });

  it('prints JSON that a program reads', () => {
    const { matrices } = JSON.parse(flows({ json: true }).lines.join('\n'));
    expect(matrices).toMatchObject([{ cluster: 'sample', environment: 'prod' }]);
    expect(matrices[0].flows).toContainEqual({ from: 'xwiki', to: 'mysql', ports: ['3306/TCP'] });
  });

  it.each([
    { options: { environment: 'prd' }, says: 'There is no environment prd; did you mean "prod"?' },
    { options: { environment: 'prod', cluster: 'other' }, says: 'There is no cluster other; choose one of sample' },
    { options: { environment: 'prd', cluster: 'sample' }, says: 'There is no environment prd in sample; did you mean "prod"?' },
    { options: { environment: '' }, says: 'There is no environment ; choose one of prod, qualif-01' },
  ])('refuses $options as wrong usage', ({ options, says }) => {
    const { code, lines, notes } = flows(options);
    expect([code, lines]).toEqual([exitCode.usage, []]);
    expect(notes[0]).toContain(says);
  });
});
