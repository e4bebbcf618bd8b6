import { freshRender, treeSize } from './commands';
import { growTo } from './environments';
import { type Meter, measurement, type Sample } from './measure';
import type { Growth } from './results';

/** Environments of the cluster, each size about twice the one before. */
export const growthSizes = [25, 50, 100, 200] as const;

/**
 * Whole renders of a growing cluster, one copy a size. The sizes take turns, so that a disturbance of the machine falls on all
 * of them and does not look like growth.
 */
export function measureGrowth(meter: Meter, copies: readonly string[], runs: number, note: (text: string) => void): Growth[] {
  for (const [i, copy] of copies.entries()) {
    growTo(copy, growthSizes[i] ?? 0);
    freshRender(meter, copy);
  }
  const samples: Sample[][] = copies.map(() => []);
  note(`${growthSizes.join(', ')} environments, ${runs} runs each …`);
  for (let turn = 0; turn < runs; turn++) for (const [i, copy] of copies.entries()) samples[i]?.push(freshRender(meter, copy));
  return copies.map((copy, i) => ({ ...treeSize(copy), render: measurement(samples[i] ?? []) }));
}
