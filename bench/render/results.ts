import type { Machine } from './machine';
import type { Measurement } from './measure';

/** What is measured, by the name that the results carry; the text says what the command does. */
export const commandNames = {
  help: '`./platform --help`',
  fresh: '`./platform render`, nothing generated yet',
  unchanged: '`./platform render`, nothing changed',
  oneChanged: '`./platform render`, one environment file changed',
  synth: "`cdk8s synth`, the template's way (ts-node with its type check)",
  synthUnchecked: '`cdk8s synth`, ts-node without its type check',
  synthBundled: '`cdk8s synth`, the app bundled beforehand',
} as const;
export type CommandName = keyof typeof commandNames;

/** Size of a generated tree. */
export interface TreeSize {
  readonly environments: number;
  readonly objects: number;
  /** The objects' files, with the kustomizations and the ownership manifest. */
  readonly files: number;
}

/** A whole render of a cluster of some size. */
export interface Growth extends TreeSize {
  readonly render: Measurement;
}

export interface Results {
  readonly machine: Machine;
  readonly tree: TreeSize;
  readonly commands: Readonly<Record<CommandName, Measurement>>;
  /** By number of environments, ascending. */
  readonly growth: readonly Growth[];
}
