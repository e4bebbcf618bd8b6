import { fluxNamespace } from '../../../charts-src/guardrails/unit-names';
import type { Any, Api } from './api';
import { kustomizationApi, readiness, type TestCluster } from './cluster';
import { until } from './wait';

export const kustomization = (api: Api, unit: string): Promise<Any> =>
  api.get(kustomizationApi, 'Kustomization', unit.replaceAll('/', '-'), fluxNamespace);

/** Asks Flux to look at the source at once, instead of within its interval. */
export async function fetchNow({ api }: TestCluster): Promise<void> {
  await request(api, 'source.toolkit.fluxcd.io/v1', 'GitRepository', 'platform');
}

/** Has a unit reconciled at its present revision, and waits until it is. */
export async function reconcile({ api }: TestCluster, unit: string): Promise<void> {
  const name = unit.replaceAll('/', '-');
  const asked = await request(api, kustomizationApi, 'Kustomization', name);
  await until(`the unit ${unit} to be reconciled`, 180, async () => {
    const object = await kustomization(api, unit);
    return (object.status.lastHandledReconcileAt === asked && readiness(object)?.status === 'True') || undefined;
  });
}

async function request(api: Api, apiVersion: string, kind: string, name: string): Promise<string> {
  const at = new Date().toISOString();
  const annotations = { 'reconcile.fluxcd.io/requestedAt': at };
  await api.merge({ apiVersion, kind, metadata: { name, namespace: fluxNamespace } }, { metadata: { annotations } });
  return at;
}

/** Waits until units are Ready at a commit, and with each all that it depends on. */
export async function settled({ api, programs }: TestCluster, commit: string, ...units: readonly string[]): Promise<void> {
  for (const unit of units)
    await until(`the unit ${unit} at ${commit}`, 300, async () => {
      programs.assertAlive();
      const object = await kustomization(api, unit);
      const ready = readiness(object);
      if (ready?.status === 'True' && object.status.lastAppliedRevision?.endsWith(commit)) return true;
      throw new Error(`${ready?.reason} ${ready?.message}`);
    });
}

/** Waits until a unit fails at a commit, and tells its reason in Flux' words. */
export const failure = ({ api }: TestCluster, unit: string, commit: string, seconds = 300): Promise<string> =>
  until(`the unit ${unit} to fail at ${commit}`, seconds, async () => {
    const object = await kustomization(api, unit);
    const ready = readiness(object);
    if (ready?.status !== 'False' || !object.status.lastAttemptedRevision?.endsWith(commit))
      throw new Error(`${ready?.reason} ${ready?.message}`);
    return ready.message;
  });
