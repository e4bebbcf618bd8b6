import { dirname, join, relative, resolve } from 'node:path';
import { App, Chart } from 'cdk8s';
import { render } from '../../charts-src/main';
import { inventoryOrFaults } from '../inventory';
import { type ExitCode, exitCode, type Output } from '../output';

/** What `cdk8s synth` runs: the same units through cdk8s' own writer, one file a unit, into a folder that is never `generated/`. */
export function synthCommand(options: { readonly root: string; readonly outdir: string }, output: Output): ExitCode {
  const outdir = resolve(options.root, options.outdir);
  const below = relative(join(options.root, 'generated'), outdir);
  if (below === '' || !/^\.\.($|\/)/.test(below)) {
    output.note(
      `Could not synthesise into ${options.outdir}: cdk8s empties its folder, and generated/ is written by ./platform render only.`,
    );
    return exitCode.usage;
  }
  const inventory = inventoryOrFaults(options.root, output, false);
  if (!inventory) return exitCode.findings;
  for (const { cluster, unit } of render(inventory, options.root).units) {
    if (!unit.objects) continue;
    const file = join(outdir, cluster, unit.name);
    const app = new App({ outdir: dirname(file) });
    const chart = new Chart(app, file.split('/').at(-1) ?? '', { disableResourceNameHashes: true });
    unit.objects(chart);
    app.synth();
  }
  return exitCode.success;
}
