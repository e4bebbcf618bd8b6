import { workloadKinds } from '../workloads/models';
import { sampleCluster, sampleInventory } from './sample';

describe('sampleInventory', () => {
  it('has no fault and holds every kind of workload and of environment', () => {
    const { environments } = sampleCluster();
    expect([...new Set(environments.flatMap(({ workloads }) => workloads.map(({ kind }) => kind)))].sort()).toEqual(workloadKinds);
    expect([...new Set(environments.map(({ kind }) => kind))].sort()).toEqual(['production', 'qualification', 'shared', 'staging']);
  });

  it('tells the faults of a sample that has some', () => {
    expect(() => sampleInventory({ environments: { one: 'kind: none\n' } })).toThrow('clusters/sample/environments/one.yaml:1:1: kind');
  });
});
