import type { Inventory } from '../charts-src/inventory/model';
import type { Rendered } from '../charts-src/main';
import { alertFindings } from './alerts';
import { expiredExceptions } from './cross/dates';
import { clusterContext, crossFindings } from './cross/index';
import { type Finding, sortFindings } from './finding';
import { policyFindings } from './policies';
import { schemaFindings } from './schemas/index';
import { sopsConfigFindings } from './sops-config';
import { treeFindings } from './tree';

export interface CheckInput {
  readonly root: string;
  readonly inventory: Inventory;
  readonly rendered: Rendered;
  /** YYYY-MM-DD in UTC. */
  readonly today: string;
  /** The Kyverno CLI; without it policies are not judged, and the report says so. */
  readonly kyverno?: string | undefined;
}

export interface CheckReport {
  readonly findings: readonly Finding[];
  /** Objects that were checked against their schemas. */
  readonly objects: number;
  /** Workloads that the real Kyverno judged; undefined when it was not there. */
  readonly judgedByKyverno: number | undefined;
}

/** Everything that can be said without a cluster: of what the data render to, and of whether `generated/` holds just that. */
export async function runChecks({ root, inventory, rendered, today, kyverno }: CheckInput): Promise<CheckReport> {
  const findings: Finding[] = [...sopsConfigFindings(root, inventory), ...treeFindings(root, rendered), ...alertFindings(root)];
  let objects = 0;
  let judged = 0;
  for (const cluster of inventory.clusters) {
    const context = clusterContext(cluster, rendered.units);
    objects += context.objects.length;
    findings.push(...schemas(context.objects, root), ...crossFindings(context), ...expiredExceptions(cluster, today));
    if (kyverno !== undefined) {
      const policies = await policyFindings(context, kyverno);
      judged += policies.judged;
      findings.push(...policies.findings);
    }
  }
  return { findings: sortFindings(findings), objects, judgedByKyverno: kyverno === undefined ? undefined : judged };
}

function schemas(objects: ReturnType<typeof clusterContext>['objects'], root: string): Finding[] {
  return schemaFindings(objects, root).map(({ file, object, path, problem, value }) => ({
    check: 'schemas',
    level: 'error',
    subject: `generated/${file}`,
    message: `${object} ${path}: ${problem}${value === undefined ? '' : `; it is ${value}`}`,
    remedy: 'mend the generator or the data it came from',
  }));
}
