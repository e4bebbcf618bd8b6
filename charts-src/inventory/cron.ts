/** Fields of a cron expression as Kubernetes reads it (Sunday is 0, never 7): name, lowest and highest value, names for values. */
const fields = [
  { name: 'minute', low: 0, high: 59, names: [] },
  { name: 'hour', low: 0, high: 23, names: [] },
  { name: 'day of month', low: 1, high: 31, names: [] },
  { name: 'month', low: 1, high: 12, names: ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'] },
  { name: 'day of week', low: 0, high: 6, names: ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] },
] as const;
type Field = (typeof fields)[number];

/** Why a text is not a five-field cron expression; undefined where it is one. */
export function cronFault(text: string): string | undefined {
  const parts = text.split(/ +/);
  if (parts.length !== fields.length) return `has ${parts.length} fields instead of 5`;
  for (const [i, field] of fields.entries()) {
    const bad = (parts[i] ?? '').split(',').find((item) => !itemFits(item, field));
    if (bad !== undefined) return `"${bad}" is no ${field.name} (${field.low}-${field.high})`;
  }
  return undefined;
}

function itemFits(item: string, field: Field): boolean {
  const match = /^([*?]|[a-z0-9]{1,3})(?:-([a-z0-9]{1,3}))?(?:\/(\d{1,2}))?$/i.exec(item);
  if (!match) return false;
  const [, from = '', to, step] = match;
  if (step !== undefined && (Number(step) < 1 || Number(step) > field.high)) return false;
  if (from === '*' || from === '?') return to === undefined;
  const first = numberOf(from, field);
  const last = to === undefined ? first : numberOf(to, field);
  return first !== undefined && last !== undefined && first <= last;
}

function numberOf(text: string, field: Field): number | undefined {
  const named = (field.names as readonly string[]).indexOf(text.toLowerCase());
  const value = named >= 0 ? named + field.low : /^\d+$/.test(text) ? Number(text) : Number.NaN;
  return value >= field.low && value <= field.high ? value : undefined;
}
