import { setTimeout as pause } from 'node:timers/promises';

/** How often a condition is looked at, in milliseconds. */
const interval = 200;

/**
 * Waits for a condition: `probe` answers with something when it holds, with undefined (or an error) while it does not. The bound is
 * generous, since it only decides when a test gives up. Rejects with what was waited for and what stood in the way last.
 */
export async function until<T>(what: string, seconds: number, probe: () => T | undefined | Promise<T | undefined>): Promise<T> {
  const end = Date.now() + seconds * 1000;
  let last = 'it did not hold';
  while (Date.now() < end) {
    try {
      const found = await probe();
      if (found !== undefined) return found;
    } catch (error) {
      if (error instanceof Gone) throw error;
      last = error instanceof Error ? error.message : String(error);
    }
    await pause(interval);
  }
  throw new Error(`waited ${seconds} s for ${what}: ${last}`);
}

/** Raised where waiting longer is of no use. */
export class Gone extends Error {}
