import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, parseAllDocuments } from 'yaml';
import { freshRender, treeSize } from './commands';
import { type Command, type Meter, measurement, type Sample } from './measure';
import type { CommandName, Results, TreeSize } from './results';
import { objectFiles, snapshot } from './tree';

/** Below the copy: the application, its cdk8s.yaml and tsconfig.json, and, once it has run, its dist/. */
const folder = 'bench/render/synth';

type SynthName = Extract<CommandName, 'fresh' | 'synth' | 'synthUnchecked' | 'synthBundled'>;

/**
 * The whole render and `cdk8s synth` of the same constructs, taking turns, so that both meet the same machine. Throws an Error
 * when the two do not give the same objects.
 */
export function measureSynth(
  meter: Meter,
  copy: string,
  runs: number,
  note: (text: string) => void,
): Pick<Results['commands'], SynthName> & { readonly tree: TreeSize } {
  const bundle = bundled(copy);
  const steps: Record<SynthName, () => Sample> = {
    fresh: () => freshRender(meter, copy),
    synth: () => meter.run(synth(copy)).sample,
    synthUnchecked: () => meter.run(synth(copy, 'npx ts-node --transpile-only main.ts')).sample,
    synthBundled: () => meter.run(synth(copy, `node ${bundle}`)).sample,
  };
  for (const step of Object.values(steps)) {
    step();
    if (step !== steps.fresh) expectSameObjects(copy);
  }
  note(`render and cdk8s synth in turns, ${runs} runs …`);
  const samples: Record<SynthName, Sample[]> = { fresh: [], synth: [], synthUnchecked: [], synthBundled: [] };
  for (let turn = 0; turn < runs; turn++)
    for (const [name, step] of Object.entries(steps) as [SynthName, () => Sample][]) samples[name].push(step());
  return {
    tree: treeSize(copy),
    fresh: measurement(samples.fresh),
    synth: measurement(samples.synth),
    synthUnchecked: measurement(samples.synthUnchecked),
    synthBundled: measurement(samples.synthBundled),
  };
}

/** Without its look for a newer version, which asks the network; `app` replaces the line in cdk8s.yaml. */
const synth = (copy: string, app?: string): Command => ({
  cwd: join(copy, folder),
  program: join(copy, 'node_modules', '.bin', 'cdk8s'),
  args: ['synth', '--no-check-upgrade', ...(app === undefined ? [] : ['--app', app])],
});

function bundled(copy: string): string {
  const outfile = 'app.cjs';
  const program = join(copy, 'node_modules', '.bin', 'esbuild');
  execFileSync(program, ['main.ts', '--bundle', '--platform=node', '--target=node24', '--log-level=warning', `--outfile=${outfile}`], {
    cwd: join(copy, folder),
  });
  return outfile;
}

function expectSameObjects(copy: string): void {
  const generated = join(copy, 'generated');
  const ours = objectFiles(snapshot(generated)).map((file) => canonical(parse(readFileSync(join(generated, file), 'utf8'), yaml11)));
  const dist = join(copy, folder, 'dist');
  const theirs = readdirSync(dist).flatMap((file) =>
    parseAllDocuments(readFileSync(join(dist, file), 'utf8'), yaml11).map((document) => canonical(document.toJS())),
  );
  const missing = difference(ours, theirs);
  const extra = difference(theirs, ours);
  if (missing.length + extra.length > 0 || ours.length !== theirs.length)
    throw new Error(
      `could not compare: cdk8s synth gave ${theirs.length} objects, ./platform render ${ours.length}; ${missing.length + extra.length} differ, for example ${(missing[0] ?? extra[0] ?? 'one that is there twice').slice(0, 300)}`,
    );
}

/** Both writers quote for YAML 1.1, which Kubernetes reads. */
const yaml11 = { version: '1.1' } as const;

const difference = (some: readonly string[], others: readonly string[]): string[] => {
  const known = new Set(others);
  return some.filter((one) => !known.has(one));
};

/** JSON with sorted keys: equal text, equal object. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, inner) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
