import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ensureTool, ToolError } from '../../tools/build';
import { type ToolName, tools } from '../../tools/catalogue';
import { type ExitCode, exitCode, type Output } from '../output';

/** Sums of a tier. */
interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** One part of the tests: static checks are commands that pass or fail, the others are jest projects. */
interface Tier {
  readonly describes: string;
  readonly tools: readonly ToolName[];
  readonly commands?: readonly (readonly string[])[];
  readonly project?: string;
}

/** Cheapest first: a slip is told in seconds. */
export const tiers = {
  static: {
    describes: 'types, lint, format, drift of generated/ and schemas/',
    tools: [],
    commands: [
      ['node_modules/.bin/tsc', '-p', '.'],
      ['node_modules/.bin/biome', 'ci', '--error-on-warnings', '.'],
      [process.execPath, 'dist/platform.cjs', 'schemas', '--check'],
      [process.execPath, 'dist/platform.cjs', 'render', '--check'],
    ],
  },
  extracted: {
    describes: 'committed schemas and CRDs are what the pinned modules hold',
    tools: [],
    commands: [
      [
        'node_modules/.bin/esbuild',
        'tools/schemas/main.ts',
        '--bundle',
        '--platform=node',
        '--target=node24',
        '--log-level=warning',
        '--outfile=dist/extract.cjs',
      ],
      [process.execPath, 'dist/extract.cjs', '--check'],
    ],
  },
  unit: { describes: 'unit tests beside the code', tools: [], project: 'unit' },
  policies: { describes: 'admission policies, judged by the real Kyverno CLI', tools: ['kyverno'], project: 'policies' },
  rules: { describes: 'alerts and dashboards, judged by the real promtool', tools: ['promtool'], project: 'rules' },
  tree: { describes: 'the committed tree, judged by a real API server (dry run)', tools: ['kube-apiserver', 'etcd'], project: 'tree' },
  cluster: {
    describes: 'Flux, Kyverno and a control plane, all real, sync the tree; nodes and pods are played by KWOK',
    tools: [
      'kube-apiserver',
      'kube-controller-manager',
      'kube-scheduler',
      'etcd',
      'kwok',
      'kustomize-controller',
      'source-controller',
      'helm-controller',
      'notification-controller',
      'kyverno-admission',
      'sops',
    ],
    project: 'cluster',
  },
  commands: { describes: 'the command as a user runs it, with the real sops and Kyverno', tools: ['sops', 'kyverno'], project: 'commands' },
} as const satisfies Record<string, Tier>;
export type TierName = keyof typeof tiers;
export const tierNames = Object.keys(tiers) as TierName[];

export interface TestOptions {
  readonly root: string;
  readonly tier?: string;
  readonly json?: boolean;
}

/** Runs the named tiers, or all; installs what they need. Ends with a line `N passed, N failed, N skipped`, or prints the sums as JSON. */
export async function testCommand(options: TestOptions, output: Output): Promise<ExitCode> {
  const chosen = tierNames.filter((name) => options.tier === undefined || name === options.tier);
  if (chosen.length === 0) {
    output.note(`There is no tier ${options.tier}; choose one of ${tierNames.join(', ')}.`);
    return exitCode.usage;
  }
  const sum = { passed: 0, failed: 0, skipped: 0 };
  const tallies: (Tally & { readonly tier: TierName })[] = [];
  const tell = options.json ? output.note : output.line;
  for (const name of chosen) {
    const tier: Tier = tiers[name];
    tell(output.style('bold', `\n── ${name}: ${tier.describes}`));
    const tally = await runTier(options, tier, output);
    tallies.push({ tier: name, ...tally });
    for (const kind of ['passed', 'failed', 'skipped'] as const) sum[kind] += tally[kind];
  }
  // Where a machine decides, what was not run has not passed.
  const strict = process.env.CI !== undefined && sum.skipped > 0;
  const ok = sum.failed === 0 && sum.passed > 0 && !strict;
  if (options.json) output.line(JSON.stringify({ ok, ...sum, tiers: tallies }, null, 2));
  else output.line(`\n${sum.passed} passed, ${sum.failed} failed, ${sum.skipped} skipped`);
  return ok ? exitCode.success : exitCode.findings;
}

async function runTier({ root, json = false }: TestOptions, tier: Tier, output: Output): Promise<Tally> {
  const env: NodeJS.ProcessEnv = { ...process.env };
  try {
    for (const name of tier.tools) env[tools[name].environment] = await ensureTool(root, name, output.note);
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    output.note(error.message);
    return { passed: 0, failed: 1, skipped: 0 };
  }
  const place = { root, env, out: json ? process.stderr.fd : ('inherit' as const) };
  return tier.project === undefined ? runCommands(place, tier.commands ?? [], output) : runJest(place, tier.project);
}

/** Where programs run, and where their standard output goes. */
interface Place {
  readonly root: string;
  readonly env: NodeJS.ProcessEnv;
  readonly out: 'inherit' | number;
}

async function runCommands(place: Place, commands: readonly (readonly string[])[], output: Output): Promise<Tally> {
  let passed = 0;
  for (const [program = '', ...args] of commands) {
    const code = await run(place, program, args);
    if (code === 0) passed++;
    else output.note(`${output.style('red', 'failed')}: ${[program, ...args].join(' ')} ended with ${code}`);
  }
  return { passed, failed: commands.length - passed, skipped: 0 };
}

interface JestReport {
  readonly numPassedTests: number;
  readonly numFailedTests: number;
  readonly numPendingTests: number;
  readonly numTodoTests: number;
  readonly numRuntimeErrorTestSuites: number;
}

async function runJest(place: Place, project: string): Promise<Tally> {
  const folder = mkdtempSync(join(tmpdir(), 'platform-test-'));
  const file = join(folder, 'report.json');
  try {
    const code = await run(place, process.execPath, [
      'node_modules/jest/bin/jest.js',
      '--selectProjects',
      project,
      '--json',
      `--outputFile=${file}`,
    ]);
    const report = JSON.parse(readFileSync(file, 'utf8')) as JestReport;
    const failed = report.numFailedTests + report.numRuntimeErrorTestSuites;
    return {
      passed: report.numPassedTests,
      failed: failed === 0 && code !== 0 ? 1 : failed,
      skipped: report.numPendingTests + report.numTodoTests,
    };
  } catch {
    // No report: jest itself could not start, and has said why.
    return { passed: 0, failed: 1, skipped: 0 };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Runs a program; its exit code, 1 where it could not be started. Its JSON report goes to a file, so standard output is dropped. */
function run({ root: cwd, env, out }: Place, program: string, args: readonly string[]): Promise<number> {
  const quiet = args.includes('--json');
  return new Promise((resolve) => {
    const child = spawn(program, [...args], { cwd, env, stdio: ['ignore', quiet ? 'ignore' : out, 'inherit'] });
    child.on('error', () => resolve(1));
    child.on('close', (code) => resolve(code ?? 1));
  });
}
