import { sampleCluster } from '../../charts-src/testing/sample';
import { expiredExceptions } from './dates';

const exception = (expires: string) => ({
  policy: 'require-image-digest',
  namespace: 'prod',
  name: 'xwiki',
  reason: 'until its first release is out',
  expires,
});
const cluster = sampleCluster({ cluster: { policies: { exceptions: [exception('2027-03-31'), exception('2027-06-30')] } } });
const told = (today: string) => expiredExceptions(cluster, today).map(({ level, message }) => `${level}: ${message}`);
const ended = (expires: string, today: string) =>
  `error: the exception from require-image-digest for prod/xwiki ended on ${expires} (today is ${today})`;

describe('expiredExceptions', () => {
  it.each([
    { today: '2026-12-01', messages: [] },
    { today: '2027-03-31', messages: [] },
    { today: '2027-04-01', messages: [ended('2027-03-31', '2027-04-01')] },
    { today: '2030-01-01', messages: [ended('2027-03-31', '2030-01-01'), ended('2027-06-30', '2030-01-01')] },
  ])('on $today are those whose last day has passed', ({ today, messages }) => {
    expect(told(today)).toEqual(messages);
  });

  it('are told with the place of their date', () => {
    const [finding] = expiredExceptions(cluster, '2030-01-01');
    expect(finding?.subject).toMatch(/^clusters\/sample\/cluster\.yaml:\d+:\d+$/);
    const line = Number(finding?.subject.split(':')[1]);
    expect(cluster.source.text.split('\n')[line - 1]).toContain('expires: 2027-03-31');
  });
});
