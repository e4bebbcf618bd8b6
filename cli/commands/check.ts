import { render } from '../../charts-src/main';
import type { Finding, Level } from '../../checks/finding';
import { type CheckReport, runChecks } from '../../checks/index';
import { findTool } from '../../tools/find';
import { inventoryOrFaults } from '../inventory';
import { count, type ExitCode, exitCode, type Output } from '../output';

export interface CheckOptions {
  readonly root: string;
  /** Fail on what may not reach a cluster yet: unreleased and unpinned images, secrets and backups that are not there. */
  readonly release?: boolean;
  readonly json?: boolean;
  /** Count what does not fail instead of listing it. */
  readonly brief?: boolean;
}

/** Judges what the data render to: schemas, cross-checks, and policies by the real Kyverno CLI where it is found. */
export async function checkCommand(options: CheckOptions, output: Output): Promise<ExitCode> {
  const inventory = inventoryOrFaults(options.root, output, options.json === true);
  if (!inventory) return exitCode.findings;
  const kyverno = findTool(options.root, 'kyverno');
  const rendered = render(inventory, options.root);
  if (kyverno !== undefined && !options.json) output.note('Judging policies with the real Kyverno CLI …');
  const today = new Date().toISOString().slice(0, 10);
  const report = await runChecks({ root: options.root, inventory, rendered, today, kyverno });
  const failing = report.findings.filter(({ level }) => level === 'error' || (options.release === true && level === 'release'));
  if (options.json) output.line(JSON.stringify({ ok: failing.length === 0, ...report }, null, 2));
  else tell(report, failing, options, output);
  return failing.length > 0 ? exitCode.findings : exitCode.success;
}

const words: Readonly<Record<Level, string>> = { error: 'error  ', release: 'release', notice: 'notice ' };
const colours = { error: 'red', release: 'yellow', notice: 'dim' } as const;

function tell(report: CheckReport, failing: readonly Finding[], { release, brief }: CheckOptions, output: Output): void {
  for (const { level, check, subject, message, remedy } of brief ? failing : report.findings)
    output.line(`${output.style(colours[level], words[level])} ${subject}: ${message}; ${remedy} [${check}]`);
  output.line(`Checked ${count(report.objects, 'object')} against their schemas and each other: ${count(failing.length, 'finding')}.`);
  output.line(
    report.judgedByKyverno === undefined
      ? output.style('yellow', 'Policies were NOT judged: no Kyverno CLI of the pinned version was found. ./platform test builds it.')
      : `Policies: the real Kyverno CLI judged ${count(report.judgedByKyverno, 'workload')}.`,
  );
  output.line('A real API server has not judged the tree: schemas are the fast first pass. ./platform test tree asks one.');
  const pending = report.findings.filter(({ level }) => level === 'release');
  if (!release && pending.length > 0) output.line(`Before a release: ${sums(pending)}. ./platform check --release fails on each.`);
}

/** `2 backups, 7 images`. */
function sums(findings: readonly Finding[]): string {
  const checks = [...new Set(findings.map(({ check }) => check))].sort();
  return checks.map((check) => `${findings.filter((finding) => finding.check === check).length} ${check}`).join(', ');
}
