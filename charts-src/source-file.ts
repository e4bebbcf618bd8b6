import { formatFault } from './inventory/fault';
import { type ReadResult, readYaml } from './inventory/yaml-file';

/** Raised for a file of the platform's own (a policy, an alert file) that is not what its folder promises; told without a stack. */
export class SourceError extends Error {}

/** The data of a source file, read within the limits of data files. Throws {@link SourceError} with the place of every fault. */
export const readSource = (root: string, file: string): unknown => dataOf(readYaml(root, file));

export function dataOf({ ok, faults }: ReadResult): unknown {
  if (!ok) throw new SourceError(faults.map(formatFault).join('\n'));
  return ok.data;
}
