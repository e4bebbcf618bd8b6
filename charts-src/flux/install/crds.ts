import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApiObject, type Chart } from 'cdk8s';
import { neverPruned } from '../../guardrails/labels';

/** A committed definition, as `tools/schemas` writes it. */
export interface CommittedCrd {
  /** Module and version that it was taken from. */
  readonly source: string;
  readonly definition: {
    readonly apiVersion: string;
    readonly kind: string;
    readonly metadata: { readonly name: string; readonly annotations?: Record<string, string> };
    readonly spec: unknown;
  };
}

/** The definitions of Flux's kinds, sorted by name. @param root the repository */
export function committedCrds(root: string): readonly CommittedCrd[] {
  const folder = join(root, 'charts-src/flux/crds');
  const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
  return files.sort().map((name) => JSON.parse(readFileSync(join(folder, name), 'utf8')) as CommittedCrd);
}

/** Never pruned: with a definition go all its objects, and with a Kustomization all that it applied. */
export function fluxCrds(chart: Chart, crds: readonly CommittedCrd[]): void {
  for (const { definition } of crds) {
    const { apiVersion, kind, metadata, spec } = definition;
    new ApiObject(chart, `crd-${metadata.name}`, { apiVersion, kind, metadata: { ...metadata, labels: neverPruned }, spec });
  }
}
