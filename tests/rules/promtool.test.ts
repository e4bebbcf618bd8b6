import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { alertFolder, loadAlerts, prometheusRule } from '../../charts-src/observability/alerts';
import { dashboardQueries } from '../../charts-src/observability/dashboards/registry';
import { promtool } from './promtool';

/** The repository: jest runs at its root. */
const root = process.cwd();
const alerts = join(root, alertFolder);
const testFiles = readdirSync(alerts).filter((file) => file.endsWith('.test.yaml'));
const ruleFiles = readdirSync(alerts).filter((file) => file.endsWith('.yaml') && !testFiles.includes(file));

let scratch: string;
beforeEach(() => {
  scratch = mkdtempSync(join(tmpdir(), 'rules-'));
});
afterEach(() => rmSync(scratch, { recursive: true, force: true }));

const lint = (...files: string[]) => promtool('check', 'rules', '--lint=all', '--lint-fatal', ...files);

/** Queries as recording rules, which is how promtool parses any. */
function queryFile(queries: readonly string[]): string {
  const file = join(scratch, 'queries.yaml');
  const rules = queries.map((expr, index) => ({ record: `query:${index}`, expr }));
  writeFileSync(file, stringify({ groups: [{ name: 'queries', rules }] }));
  return file;
}

/** A copy of the alert files with one text replaced. */
function altered(file: string, from: string, to: string): string {
  cpSync(alerts, scratch, { recursive: true });
  const text = readFileSync(join(scratch, file), 'utf8');
  if (!text.includes(from)) throw new Error(`${file} does not hold ${from}`);
  writeFileSync(join(scratch, file), text.replaceAll(from, to));
  return join(scratch, file);
}

describe('alert files', () => {
  it.each(ruleFiles)('%s is sound', (file) => {
    expect(lint(join(alerts, file))).toEqual({ ok: true, output: expect.any(String) });
  });

  it.each(testFiles)('%s: every case holds', (file) => {
    const verdict = promtool('test', 'rules', join(alerts, file));
    if (!verdict.ok) throw new Error(verdict.output);
  });

  it('are sound as they are rendered', () => {
    const files = loadAlerts(root).map((file) => {
      const path = join(scratch, `${file.topic}.yaml`);
      writeFileSync(path, stringify(prometheusRule(file, { gitUrl: 'https://git.example/platform', branch: 'main' }).spec));
      return path;
    });
    expect(lint(...files)).toEqual({ ok: true, output: expect.any(String) });
  });
});

describe('dashboards', () => {
  it('every query can be parsed', () => {
    const verdict = lint(queryFile(dashboardQueries().map(({ expr }) => expr)));
    if (!verdict.ok) throw new Error(verdict.output);
    expect(verdict.output).toContain(`${dashboardQueries().length} rules found`);
  });

  it('a query that cannot be parsed is refused', () => {
    expect(lint(queryFile(['sum by (node (longhorn_node_status)']))).toMatchObject({ ok: false });
  });
});

describe('seeded violations', () => {
  it.each([
    ['a broken query', 'mysql.yaml', 'mysql_global_status_threads_connected', 'rate(mysql_global_status_threads_connected'],
    ['a duration that is none', 'mysql.yaml', 'for: 3m', 'for: three minutes'],
    ['a template that cannot be filled in', 'mysql.yaml', '{{ $labels.namespace }}', '{{ $labels.namespace }'],
    ['a field of another program', 'mysql.yaml', 'expr:', 'query:'],
  ])('%s is refused', (_, file, from, to) => {
    expect(lint(altered(file, from, to))).toMatchObject({ ok: false });
  });

  it.each([
    ['an alert that never fires', 'mysql.yaml', 'mysql_up) == 0', 'mysql_up) == 2'],
    ['an alert that fires without a cause', 'mysql.yaml', '{label_app_kubernetes_io_name="mysql"}', ''],
    ['growth that has stopped', 'volumes.yaml', ':min[1h], 86400) < 0', ':min[1h], 86400) < 1e99'],
    [
      'a volume without history',
      'volumes.yaml',
      'and namespace_persistentvolumeclaim:kubelet_volume_stats_available_bytes:min offset 3h',
      '',
    ],
    ['a nearly empty volume', 'volumes.yaml', 'ratio > 0.3', 'ratio > 0'],
    ['one failed request', 'ingress.yaml', 'rate5m > 0.02', 'rate5m > 0'],
    ['faults of clients', 'ingress.yaml', 'status=~"5.."', 'status=~"[45].."'],
    ['a database that is scaled to zero', 'mysql.yaml', '(kube_statefulset_replicas) > 0', '(kube_statefulset_replicas) >= 0'],
    ['a failure that a success has followed', 'cronjobs.yaml', '> namespace_cronjob:o4g_cronjob_last_success_seconds:max', '> 0'],
    ['what is suspended on purpose', 'flux.yaml', ', suspended!="true"}', '}'],
    ['a certificate that was never issued', 'certificates.yaml', '_timestamp_seconds > 0)', '_timestamp_seconds)'],
    ['a policy that says no', 'kyverno.yaml', ', error_type!="no_error"', ''],
  ])('a case fails for %s', (_, file, from, to) => {
    const path = altered(file, from, to);
    expect(promtool('test', 'rules', path.replace('.yaml', '.test.yaml'))).toMatchObject({
      ok: false,
      output: expect.stringContaining('FAILED'),
    });
  });
});
