import { formatFault } from '../charts-src/inventory/fault';
import { loadInventory } from '../charts-src/inventory/load';
import type { Inventory } from '../charts-src/inventory/model';
import { count, type Output } from './output';

/** The checked data, or undefined after every fault in them has been told. */
export function inventoryOrFaults(root: string, output: Output, json: boolean): Inventory | undefined {
  const { inventory, faults } = loadInventory(root);
  if (faults.length === 0 && inventory) return inventory;
  if (json) output.line(JSON.stringify({ ok: false, faults }, null, 2));
  else {
    for (const fault of faults) output.note(formatFault(fault));
    output.note(output.style('red', `${count(faults.length, 'fault')} in the data; nothing was written.`));
  }
  return undefined;
}
