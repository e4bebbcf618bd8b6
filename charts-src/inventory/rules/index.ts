import type { Fault } from '../fault';
import type { Inventory } from '../model';
import { backupFaults } from './backups';
import { capacityFaults } from './capacity';
import { componentFaults } from './components';
import { hostFaults } from './hosts';
import { networkFaults } from './networks';
import { pinFaults } from './pins';
import { policyFaults } from './policies';
import { referenceFaults } from './references';
import { workloadFaults } from './workloads';

/** What no schema of one file can say. Each rule is a pure function of the whole inventory. */
export function crossFileFaults(inventory: Inventory): Fault[] {
  const rules = [
    backupFaults,
    capacityFaults,
    componentFaults,
    hostFaults,
    networkFaults,
    pinFaults,
    policyFaults,
    referenceFaults,
    workloadFaults,
  ];
  return rules.flatMap((rule) => rule(inventory));
}
