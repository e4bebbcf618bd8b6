import { clusterContext } from '../../checks/context';
import { crossFindings } from '../../checks/cross';
import type { Finding } from '../../checks/finding';
import type { Cluster } from '../inventory/model';
import { render } from '../main';
import type { RenderedUnit } from '../tree/render';
import { type Any, repository, type SampleFiles, sampleInventory, withObject } from './sample';

export interface RenderedSample {
  readonly cluster: Cluster;
  readonly units: readonly RenderedUnit[];
}

/** A sample with everything that it renders to. */
export function renderedSample(files: SampleFiles = {}): RenderedSample {
  const inventory = sampleInventory(files);
  const [cluster] = inventory.clusters;
  if (!cluster) throw new Error('the sample has no cluster');
  return { cluster, units: render(inventory, repository).units };
}

/** What the cross-checks say of rendered units. */
export const crossFindingsOf = ({ cluster, units }: RenderedSample): Finding[] => crossFindings(clusterContext(cluster, units));

export const told = ({ check, subject, message }: Finding): string => `${check}: ${subject}: ${message}`;

/** A fault put into a sample, and what the check that must catch it says. */
export interface Violation {
  readonly name: string;
  readonly units: (units: readonly RenderedUnit[]) => readonly RenderedUnit[];
  readonly says: string;
}

/** Alters a copy of one object in place. */
export const altered =
  (kind: string, name: string, alter: (object: Any) => unknown, namespace?: string): Violation['units'] =>
  (units) =>
    withObject(
      units,
      kind,
      name,
      (object) => {
        alter(object);
        return object;
      },
      namespace,
    );

/** Leaves one object out. */
export const removed =
  (kind: string, name: string, namespace?: string): Violation['units'] =>
  (units) =>
    withObject(units, kind, name, () => undefined, namespace);

/** The sample with everything in it, rendered once a test file; nobody alters it. */
let whole: RenderedSample | undefined;

/** Runs a table of violations on one sample: each must be told as an error. */
export function itCatches(violations: readonly Violation[]): void {
  whole ??= renderedSample();
  const sample = whole;
  it('finds no error in the sample', () => {
    expect(errorsOf(sample)).toEqual([]);
  });
  it.each(violations)('catches $name', ({ units, says }) => {
    expect(errorsOf({ ...sample, units: units(sample.units) })).toEqual(expect.arrayContaining([expect.stringContaining(says)]));
  });
}

export const errorsOf = (rendered: RenderedSample): string[] =>
  crossFindingsOf(rendered)
    .filter(({ level }) => level === 'error')
    .map(told);
