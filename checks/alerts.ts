import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { alertFaults } from '../charts-src/observability/alert-faults';
import { loadAlertTests } from '../charts-src/observability/alert-tests';
import { alertFolder, loadAlerts } from '../charts-src/observability/alerts';
import type { Finding } from './finding';

/** Alerts without a severity, a runbook that exists, or cases in which they fire and stay silent. Only promtool knows their queries. */
export function alertFindings(root: string): Finding[] {
  const runbooks = readdirSync(join(root, 'runbooks')).map((file) => file.replace(/\.md$/, ''));
  return alertFaults(loadAlerts(root), loadAlertTests(root), runbooks).map((fault) => {
    const [file = '', ...rest] = fault.split(', ');
    return { check: 'alerts', level: 'error', subject: `${alertFolder}/${file}`, message: rest.join(', '), remedy: 'mend the alert' };
  });
}
