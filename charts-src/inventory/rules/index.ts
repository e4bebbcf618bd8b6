import type { Fault } from '../fault';
import type { Inventory } from '../model';
import { backupFaults } from './backups';
import { capacityFaults } from './capacity';
import { componentFaults } from './components';
import type { Clusters, Gaps } from './gaps';
import { hostFaults } from './hosts';
import { networkFaults } from './networks';
import { pinFaults } from './pins';
import { policyFaults } from './policies';
import { referenceFaults } from './references';
import { secretFaults } from './secrets';
import { workloadFaults } from './workloads';

/** What no schema of one file can say. Each rule is a pure function of the data; pins wait for a readable catalogue. */
export function crossFileFaults(inventory: Clusters | Inventory, gaps: Gaps): Fault[] {
  const rules = [
    backupFaults,
    capacityFaults,
    componentFaults,
    hostFaults,
    networkFaults,
    policyFaults,
    referenceFaults,
    secretFaults,
    workloadFaults,
  ];
  return [...rules.flatMap((rule) => rule(inventory, gaps)), ...('catalogue' in inventory ? pinFaults(inventory) : [])];
}
