import type { Growth, Results } from './results';
import { bend, fitLine } from './statistics';

/** A limit and what was found; medians throughout. */
export interface Target {
  readonly name: string;
  readonly limit: string;
  readonly found: string;
  readonly met: boolean;
}

const second = 1000;

const limits = {
  environments: 18,
  objects: 700,
  freshWall: 1.2 * second,
  freshMemory: 250,
  synthFactor: 6,
  oneChangedWall: 0.6 * second,
  helpWall: 0.4 * second,
  /** A straight line bends by 1, a square by 2.4 (see `bend`); between them lies what noise does. */
  bend: 1.5,
} as const;

/** The targets that the platform has set itself, in the order of the report. */
export function judge({ tree, commands, growth }: Results): Target[] {
  const { fresh, synth, oneChanged, help } = commands;
  const factor = synth.wall.median / fresh.wall.median;
  const bent = bend(points(growth));
  return [
    atLeast('environments in the repository', tree.environments, limits.environments),
    atLeast('objects in the repository', tree.objects, limits.objects),
    within('whole repository validated, rendered and written', fresh.wall.median, limits.freshWall, seconds),
    within('its peak memory', fresh.memory.median, limits.freshMemory, (value) => `${value.toFixed(0)} MiB`),
    {
      name: "times faster than cdk8s synth, the template's way",
      limit: `≥ ${limits.synthFactor}`,
      found: factor.toFixed(1),
      met: factor >= limits.synthFactor,
    },
    within('one environment changed', oneChanged.wall.median, limits.oneChangedWall, seconds),
    within('bend of the time over 25 to 200 environments', bent, limits.bend, (value) => value.toFixed(2)),
    within('help', help.wall.median, limits.helpWall, seconds),
  ];
}

/** What one more environment costs in a whole render, milliseconds. */
export const marginalCost = (growth: readonly Growth[]): number => fitLine(points(growth)).slope;

const points = (growth: readonly Growth[]) => growth.map(({ environments, render }) => ({ x: environments, y: render.wall.median }));

const seconds = (milliseconds: number): string => `${(milliseconds / second).toFixed(2)} s`;

function within(name: string, found: number, limit: number, show: (value: number) => string): Target {
  return { name, limit: `≤ ${show(limit)}`, found: show(found), met: found <= limit };
}

function atLeast(name: string, found: number, limit: number): Target {
  return { name, limit: `≥ ${limit}`, found: String(found), met: found >= limit };
}
