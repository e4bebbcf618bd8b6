import { join } from 'node:path';
import { fluxNamespace } from '../../../charts-src/guardrails/unit-names';
import type { Cluster } from '../../../charts-src/inventory/model';
import { secretNeeds } from '../../../charts-src/secret-needs';
import { checked } from '../../../charts-src/testing/sample';
import type { KubernetesObject } from '../../../charts-src/tree/objects';
import type { Any, Api } from './api';
import { chartSites, type Packed } from './charts';
import { type Committed, committedUnits } from './committed';
import { type ControlPlane, startControlPlane } from './control-plane';
import { established } from './definitions';
import { startFlux } from './flux';
import { gitSite } from './git-site';
import { startKyverno } from './kyverno';
import { Programs, type Running } from './programs';
import { chartsFor } from './releases';
import { prepareRelease, Repository } from './repository';
import { type StandIn, simulateIssuers, simulateNodes, simulateProvisioner } from './stand-ins';
import { until } from './wait';
import { startWeb } from './web';

/** A cluster of the data that is brought up as a bootstrap would, and what tests need to act on it. */
export interface TestCluster {
  readonly data: Cluster;
  readonly api: Api;
  readonly plane: ControlPlane;
  readonly programs: Programs;
  readonly repository: Repository;
  /** The commit that was synced first. */
  readonly released: string;
  /** Private age key of the cluster. */
  readonly identity: string;
  readonly kyverno: Running;
  /** Charts that are real, and those that are SIMULATED. */
  readonly charts: { readonly real: readonly Packed[]; readonly simulated: readonly Packed[] };
  readonly stop: () => Promise<void>;
}

/** The cluster, once it is there. */
export type UseCluster = () => TestCluster;

/** Starts everything, applies what a bootstrap applies, and nothing more: Flux does the rest. */
export async function startCluster(name: string): Promise<TestCluster> {
  const programs = new Programs();
  const cleanups: (() => Promise<void> | void)[] = [() => programs.stop()];
  const stop = async () => {
    for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
  };
  try {
    const repository = new Repository(join(programs.folder, 'git'));
    cleanups.push(repository.remove);
    const { identity } = await prepareRelease(repository, name);
    const released = repository.release('Release: digests, age key, secrets');
    const root = repository.clone.folder;
    const [data] = checked(root).clusters.filter((cluster) => cluster.name === name);
    if (!data) throw new Error(`no cluster ${name} in the data`);
    const committed = committedUnits(root, name).flatMap(({ objects }) => objects);
    const charts = chartsFor(process.cwd(), join(programs.folder, 'charts'), committed);
    const { host } = new URL(data.spec.git.url);
    const git = gitSite(join(programs.folder, 'git'));
    const web = await startWeb(programs.folder, { ...chartSites([...charts.real, ...charts.simulated]), [host]: served(data, git) });
    cleanups.push(web.stop);
    const plane = await startControlPlane(programs, { services: data.spec.networks.services });
    cleanups.push(plane.admin.close);
    await simulateNodes(programs, plane, data);
    for (const standIn of standIns(plane.admin)) cleanups.push(standIn.stop);
    await bootstrap(plane.admin, data, root, identity);
    await startFlux(programs, plane, web);
    const kyverno = await startKyverno(programs, plane);
    return { data, api: plane.admin, plane, programs, repository, released, identity, kyverno, charts, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

/** The one repository, whatever the path of its address is. */
const served =
  ({ spec }: Cluster, git: ReturnType<typeof gitSite>): ReturnType<typeof gitSite> =>
  (request, response) => {
    const path = new URL(spec.git.url).pathname.replace(/\.git$/, '');
    const asked = request.url ?? '';
    if (!asked.startsWith(path)) return false;
    request.url = asked.slice(path.length).replace(/^\.git/, '');
    return git(request, response);
  };

const standIns = (api: Api): StandIn[] => [simulateProvisioner(api), simulateIssuers(api)];

/** What a bootstrap applies: Flux, the age key, external secrets, and the entry. */
async function bootstrap(api: Api, data: Cluster, root: string, identity: string): Promise<void> {
  const unit = (name: string): readonly Committed[] => {
    const found = committedUnits(root, data.name).find((candidate) => candidate.name === `${data.name}/${name}`);
    if (!found) throw new Error(`the tree has no unit ${name}`);
    return found.objects;
  };
  const flux = unit('flux-system');
  const first = ['CustomResourceDefinition', 'Namespace'];
  const apply = async (objects: readonly Committed[]) => {
    for (const { object, text } of objects) await api.apply(object, { text });
  };
  await apply(flux.filter(({ object }) => first.includes(object.kind)));
  for (const { object } of flux) if (object.kind === 'CustomResourceDefinition') await established(api, object.metadata.name);
  await apply(flux.filter(({ object }) => !first.includes(object.kind)));
  await api.apply(secret(fluxNamespace, 'sops-age', { 'age.agekey': identity }));
  await apply(unit('entry'));
}

/** What an operator makes by hand, once the namespaces are there: secrets that are never committed. */
export async function provideExternalSecrets({ data, api }: TestCluster): Promise<void> {
  for (const { namespace, need } of secretNeeds(data)) {
    if (need.origin !== 'external') continue;
    await until(`the Namespace ${namespace}`, 300, () => api.find('v1', 'Namespace', namespace));
    await api.apply(secret(namespace, need.name, Object.fromEntries(need.keys.map((key) => [key, `external-${key}`]))));
  }
}

const secret = (namespace: string, name: string, stringData: Readonly<Record<string, string>>): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name, namespace },
  stringData,
});

export const kustomizationApi = 'kustomize.toolkit.fluxcd.io/v1';

/** The condition Ready of an object. */
export const readiness = ({ status }: Any): { readonly status: string; readonly reason: string; readonly message: string } | undefined =>
  status?.conditions?.find(({ type }: Any) => type === 'Ready');

/** Units of Flux that are not Ready at a commit, each with its reason. */
export async function notReady(api: Api, commit: string): Promise<string[]> {
  const units = await api.list(kustomizationApi, 'Kustomization');
  return units
    .filter((unit) => readiness(unit)?.status !== 'True' || !unit.status?.lastAppliedRevision?.endsWith(commit))
    .map((unit) => `${unit.metadata.name}: ${readiness(unit)?.reason} ${readiness(unit)?.message}`)
    .sort();
}

/** Waits until every unit (apart from those named) is Ready at a commit. */
export const synced = ({ api, programs }: TestCluster, commit: string, seconds = 600, except: readonly string[] = []): Promise<true> =>
  until(`every unit at ${commit}`, seconds, async () => {
    programs.assertAlive();
    const left = (await notReady(api, commit)).filter((line) => !except.includes(line.split(':')[0] ?? ''));
    if (left.length > 0) throw new Error(left.join('\n'));
    return true as const;
  });
