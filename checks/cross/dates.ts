import type { Cluster } from '../../charts-src/inventory/model';
import type { Finding } from '../finding';

/** Exceptions whose last day has passed. `today` is YYYY-MM-DD in UTC: only the command may read the clock. */
export function expiredExceptions(cluster: Cluster, today: string): Finding[] {
  return cluster.spec.policies.exceptions.flatMap((exception, i): Finding[] => {
    if (exception.expires >= today) return [];
    const fault = cluster.source.fault('exception-expired', ['policies', 'exceptions', i, 'expires'], '', '');
    return [
      {
        check: 'exceptions',
        level: 'error',
        subject: `${fault.file}:${fault.line}:${fault.column}`,
        message: `the exception from ${exception.policy} for ${exception.namespace}/${exception.name} ended on ${exception.expires} (today is ${today})`,
        remedy: 'mend what needed it and remove the exception, or renew it with a new reason',
      },
    ];
  });
}
