import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { editorSchemas } from '../../charts-src/inventory/editor-schemas';
import { type ExitCode, exitCode, type Output } from '../output';

/** Writes `schemas/*.schema.json` for editors, or says which are out of date. */
export function schemasCommand(options: { readonly root: string; readonly check?: boolean }, output: Output): ExitCode {
  const folder = join(options.root, 'schemas');
  const differing = Object.entries(editorSchemas()).filter(([file, schema]) => {
    const path = join(folder, file);
    return !existsSync(path) || readFileSync(path, 'utf8') !== text(schema);
  });
  if (options.check) {
    for (const [file] of differing) output.note(`schemas/${file} is out of date; run ./platform schemas and commit the result.`);
    return differing.length > 0 ? exitCode.findings : exitCode.success;
  }
  mkdirSync(folder, { recursive: true });
  for (const [file, schema] of differing) writeFileSync(join(folder, file), text(schema));
  output.line(`schemas/: ${differing.length} written.`);
  return exitCode.success;
}

const text = (schema: object): string => `${JSON.stringify(schema, null, 2)}\n`;
