import { join } from 'node:path';
import { nearest } from '../../charts-src/inventory/nearest';
import { render } from '../../charts-src/main';
import { compareTree, isSame, type TreeDifference, writeTree } from '../../charts-src/tree/write';
import { inventoryOrFaults } from '../inventory';
import { count, type ExitCode, exitCode, type Output, table } from '../output';

export interface RenderOptions {
  readonly root: string;
  /** Compare only. */
  readonly check?: boolean;
  /** `<cluster>/<unit>`; the rest of the tree is left as it is. */
  readonly only?: string;
  readonly json?: boolean;
}

/** Renders the whole repository, or one unit, into `generated/`; or says how `generated/` differs. */
export function renderCommand(options: RenderOptions, output: Output): ExitCode {
  const inventory = inventoryOrFaults(options.root, output, options.json === true);
  if (!inventory) return exitCode.findings;
  const rendered = render(inventory, options.root);
  const names = rendered.units.map(({ cluster, unit }) => `${cluster}/${unit.name}`);
  if (options.only !== undefined && !names.includes(options.only)) {
    const near = nearest(options.only, names);
    output.note(
      `There is no unit ${options.only}${near === undefined ? '.' : `; did you mean ${near}?`} Units are named <cluster>/<unit>, for example ${names[0]}.`,
    );
    return exitCode.usage;
  }
  const scope = options.only === undefined ? '' : `${options.only}/`;
  const folder = join(options.root, 'generated');
  const difference = options.check ? compareTree(folder, rendered.files, scope) : writeTree(folder, rendered.files, scope);
  const total = [...rendered.files.keys()].filter((file) => file.startsWith(scope)).length;
  if (options.json) output.line(JSON.stringify({ ok: !options.check || isSame(difference), files: total, ...difference }, null, 2));
  else tell(difference, total, options.check === true, output);
  return options.check && !isSame(difference) ? exitCode.findings : exitCode.success;
}

function tell(difference: TreeDifference, total: number, check: boolean, output: Output): void {
  const rows = [
    ...difference.missing.map((file) => ['missing', file] as const),
    ...difference.changed.map((file) => ['changed', file] as const),
    ...difference.stale.map((file) => ['stale', file] as const),
  ].sort(([, a], [, b]) => (a < b ? -1 : 1));
  // After a render the files are in `git status`; only a check has to name each one.
  if (check) for (const row of table(rows)) output.line(row);
  if (isSame(difference)) output.line(`generated/ holds exactly what the data ask for (${count(total, 'file')}).`);
  else if (check)
    output.note(output.style('red', `generated/ differs in ${count(rows.length, 'file')}; run ./platform render and commit the result.`));
  else
    output.line(
      `Rendered ${count(total, 'file')}: ${difference.missing.length} new, ${difference.changed.length} changed, ${difference.stale.length} removed.`,
    );
}
