import { Command, CommanderError } from 'commander';
import { SourceError } from '../charts-src/source-file';
import { RenderError } from '../charts-src/tree/render';
import { TreeError } from '../charts-src/tree/write';
import { checkCommand } from './commands/check';
import { envListCommand } from './commands/env-list';
import { flowsCommand } from './commands/flows';
import { renderCommand } from './commands/render';
import { schemasCommand } from './commands/schemas';
import { secretsInitCommand } from './commands/secrets-init';
import { synthCommand } from './commands/synth';
import { testCommand, tierNames } from './commands/test';
import { upCommand } from './commands/up';
import { type ExitCode, exitCode, terminal } from './output';

/** The script changes into the repository before it starts this program. */
const root = process.cwd();

const program = new Command('platform')
  .description('Environments as data, rendered to the tree that Flux syncs.')
  .helpCommand(false)
  .addHelpText('after', '\nExit codes: 0 success, 1 findings, 2 wrong usage.')
  .configureHelp({ showGlobalOptions: true });

const finish = (code: ExitCode): void => {
  process.exitCode = code;
};

program
  .command('up')
  .description('render and check the repository, and print the way on')
  .option('--json', 'print the result as JSON')
  .action(async (options) => finish(await upCommand({ root, ...options }, terminal)));

program
  .command('render')
  .description('render clusters/ into generated/')
  .option('--check', 'write nothing; fail on any difference and name it')
  .option('--only <cluster/unit>', 'one unit, for example hetzner/environments/prod')
  .option('--json', 'print the result as JSON')
  .action((options) => finish(renderCommand({ root, ...options }, terminal)));

program
  .command('check')
  .description('judge the rendered tree: drift, schemas, cross-checks, policies')
  .option('--release', 'fail also on what may not reach a cluster yet')
  .option('--json', 'print the result as JSON')
  .action(async (options) => finish(await checkCommand({ root, ...options }, terminal)));

program
  .command('flows')
  .description('print who may talk to whom, computed from the NetworkPolicies')
  .argument('<environment>')
  .option('--cluster <name>', 'only in this cluster')
  .option('--json', 'print the result as JSON')
  .action((environment, options) => finish(flowsCommand({ root, environment, ...options }, terminal)));

const env = program.command('env').description('environments');
env
  .command('list')
  .description('list environments with kind, workloads and hosts')
  .option('--json', 'print the result as JSON')
  .action((options) => finish(envListCommand({ root, ...options }, terminal)));

const secrets = program.command('secrets').description('encrypted secrets');
secrets
  .command('init')
  .description('make the random secrets that are missing, encrypted at once')
  .argument('<cluster>')
  .argument('[environment]', 'default: all environments')
  .action(async (cluster, environment) => finish(await secretsInitCommand({ root, cluster, environment }, terminal)));

program
  .command('schemas')
  .description('write the JSON Schemas that editors complete from')
  .option('--check', 'write nothing; fail on any difference')
  .action((options) => finish(schemasCommand({ root, ...options }, terminal)));

program
  .command('synth', { hidden: true })
  .description('the app that cdk8s.yaml names')
  .action(() => finish(synthCommand({ root, outdir: process.env.CDK8S_OUTDIR ?? 'cdk8s.out' }, terminal)));

program
  .command('test')
  .description('run every test, or one tier')
  .argument('[tier]', tierNames.join(', '))
  .option('--json', 'print the sums as JSON; what tools say goes to standard error')
  .action(async (tier, options) => finish(await testCommand({ root, tier, ...options }, terminal)));

/** Errors whose message is a sentence of its own. */
const told = [RenderError, SourceError, TreeError];

async function main(): Promise<void> {
  program.exitOverride();
  for (const command of [program, ...program.commands, ...env.commands, ...secrets.commands])
    command.exitOverride().showHelpAfterError('(--help shows the options)');
  try {
    await program.parseAsync();
  } catch (error) {
    if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? exitCode.success : exitCode.usage;
    else {
      // Bad data are faults with a place; whatever arrives here is the platform's own, told without a stack.
      const kind = told.some((own) => error instanceof own) ? '' : 'Could not go on: ';
      terminal.note(`${kind}${error instanceof Error ? error.message : String(error)}`);
      process.exitCode = exitCode.findings;
    }
  }
}

// A reader that closes the pipe early (head) is no fault, and takes nothing from the exit code: the work goes on unseen.
for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
void main();
