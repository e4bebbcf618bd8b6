import { extract, extractionDrift } from './extract';

/** Exit codes: 0 nothing to do or written, 1 the committed files differ (`--check`). Run from the repository's root. */
const check = process.argv.includes('--check');
const paths = check ? extractionDrift(process.cwd()) : extract(process.cwd());
for (const path of paths) process.stdout.write(`${check ? 'differs' : 'written'}: ${path}\n`);
process.stdout.write(`${paths.length} ${check ? 'files differ' : 'files written'}\n`);
process.exitCode = check && paths.length > 0 ? 1 : 0;
