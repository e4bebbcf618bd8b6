import { digest, environmentFiles } from '../../charts-src/testing/data';
import { crossFindingsOf, renderedSample, told } from '../../charts-src/testing/rendered';
import type { Level } from '../finding';

const findings = crossFindingsOf(renderedSample());
const at = (level: Level) => findings.filter((finding) => finding.level === level).map(told);

describe('findings of a release', () => {
  it('tell each image of our own that is not released', () => {
    const images = at('release').filter((text) => text.startsWith('images: generated'));
    expect(images).toHaveLength(5);
    expect(images.every((text) => text.includes('unreleased: registry.example/'))).toBe(true);
  });

  it('tell an image whose digest is not known, in a pod or in a chart', () => {
    const sample = renderedSample({
      versions: { images: { mysql: { current: '8.0.46' } } },
      environments: { shared: environmentFiles.shared, staging: environmentFiles.staging.replaceAll(`@${digest('a')}`, '') },
    });
    const unpinned = crossFindingsOf(sample).filter(({ message }) => message.startsWith('unpinned: registry.example/mysql:8.0.46'));
    expect(unpinned.map(({ level, subject }) => [level, subject])).toEqual([
      ['release', 'generated/sample/environments/staging/statefulset-mysql.yaml'],
      ['release', 'generated/sample/environments/staging/statefulset-mysql.yaml'],
      ['release', 'versions.yaml images.mysql'],
    ]);
  });

  it('tell backups that are declared and not made', () => {
    expect(at('release')).toContain(
      'backups: clusters/sample/environments/prod.yaml: declared, not generated: the backup of prod to prod-backup (15 2 * * *)',
    );
  });

  it.each([
    'networks: clusters/sample/cluster.yaml: uninitialised: networks.nodes names 192.0.2.10/32, which is an address for documents',
    'secrets: clusters/sample/cluster.yaml: uninitialised: secrets.ageRecipients is empty, so no secret can be made',
    'secrets: clusters/sample/secrets/prod/mysql-root.sops.yaml: uninitialised: password of the Secret prod/mysql-root',
    'secrets: clusters/sample/secrets/qualif-01/web.sops.yaml: uninitialised: token of the Secret qualif-01/web',
    'secrets: clusters/sample/secrets/observability/grafana-admin.sops.yaml: uninitialised: admin-user, admin-password of the Secret observability/grafana-admin',
  ])('tell %s', (text) => {
    expect(at('release')).toContain(text);
  });
});

describe('notices', () => {
  it('tell secrets that an operator makes in the cluster, which is all that can be said from here', () => {
    expect(at('notice')).toContain(
      'secrets: clusters/sample/environments/prod.yaml: external: the Secret prod/images-s3 (access-key-id, secret-access-key) must be made in the cluster',
    );
    expect(at('notice').filter((text) => !text.startsWith('secrets: ') || !text.includes('external: '))).toEqual([]);
  });
});
