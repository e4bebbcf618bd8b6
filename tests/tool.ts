import { join } from 'node:path';
import type { ToolName } from '../tools/catalogue';
import { findTool } from '../tools/find';

/** Path of a real program for a test. Throws where there is none of the pinned version: such a test never passes by being skipped. */
export function realTool(name: ToolName): string {
  const found = findTool(join(__dirname, '..'), name);
  if (found === undefined) throw new Error(`no ${name} of the pinned version; ./platform test builds it before the tests that need it`);
  return found;
}
