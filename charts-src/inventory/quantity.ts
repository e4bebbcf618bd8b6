const byteUnits: Readonly<Record<string, number>> = { Ki: 2 ** 10, Mi: 2 ** 20, Gi: 2 ** 30, Ti: 2 ** 40 };

/** Bytes of a quantity that passed the schema, for example `50Gi`. Throws RangeError on anything else. */
export function toBytes(quantity: string): number {
  const match = /^(\d+)(Ki|Mi|Gi|Ti)$/.exec(quantity);
  const factor = byteUnits[match?.[2] ?? ''];
  if (!match || factor === undefined) throw new RangeError(`not a quantity of bytes: ${quantity}`);
  return Number(match[1]) * factor;
}

/** Millicores of a quantity that passed the schema, for example `2` or `250m`. Throws RangeError on anything else. */
export function toMillicores(quantity: string): number {
  const match = /^(\d+)(m?)$/.exec(quantity);
  if (!match) throw new RangeError(`not a quantity of CPU: ${quantity}`);
  return Number(match[1]) * (match[2] === 'm' ? 1 : 1000);
}

/** The shortest exact way to write bytes with a binary suffix; rounded up to whole Mi. */
export function fromBytes(bytes: number): string {
  const mebibytes = Math.ceil(bytes / 2 ** 20);
  return mebibytes % 1024 === 0 && mebibytes > 0 ? `${mebibytes / 1024}Gi` : `${mebibytes}Mi`;
}

/** Millicores as Kubernetes writes them. */
export function fromMillicores(millicores: number): string {
  return millicores % 1000 === 0 && millicores > 0 ? `${millicores / 1000}` : `${millicores}m`;
}
