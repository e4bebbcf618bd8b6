import { objectsOf, sampleCluster } from '../testing/sample';
import { localStorageUnits } from './local-storage';

describe('localStorageUnits', () => {
  it('brings the classes that workloads ask for, and nothing else', () => {
    const [unit, ...others] = localStorageUnits(sampleCluster({ cluster: { storage: { provider: 'local' } } }));
    expect(others).toEqual([]);
    expect(unit?.name).toBe('platform/storage');
    const objects = unit ? objectsOf(unit) : [];
    expect(objects.map(({ kind, metadata }) => `${kind}/${metadata.name}`)).toEqual([
      'StorageClass/longhorn-db',
      'StorageClass/longhorn-files',
    ]);
    for (const object of objects) expect(object).toMatchObject({ provisioner: 'kubernetes.io/no-provisioner', reclaimPolicy: 'Retain' });
  });

  it('brings nothing where Longhorn brings the classes', () => {
    expect(localStorageUnits(sampleCluster())).toEqual([]);
  });
});
