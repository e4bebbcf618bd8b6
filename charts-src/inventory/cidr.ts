/** An IPv4 network: first and last address as unsigned 32-bit numbers. */
export interface Network {
  readonly first: number;
  readonly last: number;
}

/** The network of a CIDR text; undefined where it is none or has host bits set. */
export function parseCidr(text: string): Network | undefined {
  const match = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})\/(\d{1,2})$/.exec(text);
  // Kubernetes refuses leading zeros, which other readers take for octal.
  if (!match || match.slice(1).some((part) => part.length > 1 && part.startsWith('0'))) return undefined;
  const octets = match.slice(1, 5).map(Number);
  const bits = Number(match[5]);
  if (bits > 32 || octets.some((octet) => octet > 255)) return undefined;
  const first = octets.reduce((sum, octet) => sum * 256 + octet, 0);
  const size = 2 ** (32 - bits);
  return first % size === 0 ? { first, last: first + size - 1 } : undefined;
}

export const overlap = (a: Network, b: Network): boolean => a.first <= b.last && b.first <= a.last;
export const contains = (outer: Network, inner: Network): boolean => outer.first <= inner.first && inner.last <= outer.last;
