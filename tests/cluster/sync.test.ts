import { provideExternalSecrets, startCluster, type TestCluster, type UseCluster } from './lib/cluster';
import { access } from './scenarios/access';
import { admission, kyvernoDown } from './scenarios/admission';
import { broken } from './scenarios/broken';
import { firstSync } from './scenarios/first-sync';
import { lifecycle } from './scenarios/lifecycle';
import { steady } from './scenarios/steady';

jest.setTimeout(1_200_000);

let cluster: TestCluster | undefined;
const use: UseCluster = () => {
  if (!cluster) throw new Error('the cluster is not there');
  return cluster;
};
beforeAll(async () => {
  cluster = await startCluster('hetzner');
  await provideExternalSecrets(cluster);
});
afterAll(() => cluster?.stop());

// In this order: each scenario leaves the cluster in step with the released commit, and the last takes Kyverno down.
firstSync(use);
steady(use);
access(use);
admission(use);
broken(use);
lifecycle(use);
kyvernoDown(use);
