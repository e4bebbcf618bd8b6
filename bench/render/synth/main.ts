import { resolve } from 'node:path';
import { App, Chart } from 'cdk8s';
import { loadInventory } from '../../../charts-src/inventory/load';
import { clusterUnits } from '../../../charts-src/main';
import { loadSources } from '../../../charts-src/sources';

// The template's way: one App holds every chart. The constructs are the product's own.
const root = resolve('../../..');
const { inventory, faults } = loadInventory(root);
if (!inventory || faults.length > 0) throw new Error(`could not synthesise: ${faults.length} faults in the data`);

const sources = loadSources(root);
const app = new App();
for (const cluster of inventory.clusters)
  for (const unit of clusterUnits(cluster, sources)) {
    if (!unit.objects) continue;
    unit.objects(new Chart(app, `${cluster.name}-${unit.name.replaceAll('/', '-')}`, { disableResourceNameHashes: true }));
  }
app.synth();
