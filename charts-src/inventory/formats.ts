import { bech32 } from '@scure/base';
import { parseCidr } from './cidr';
import { cronFault } from './cron';

/** An X25519 public key: bech32 with the prefix `age` over 32 bytes, checksum included. */
export function isAgeRecipient(text: string): boolean {
  try {
    const { prefix, bytes } = bech32.decodeToBytes(text);
    return prefix === 'age' && bytes.length === 32 && text === text.toLowerCase();
  } catch {
    return false;
  }
}

/** A day that exists. */
export function isDay(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
  const time = Date.parse(`${text}T00:00:00Z`);
  return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}

/** Good enough to catch a slip; only a mail server knows more. */
const isEmail = (text: string): boolean => /^[^\s@<>"]{1,64}@([a-z0-9]([-a-z0-9]*[a-z0-9])?\.)+[a-z]{2,63}$/i.test(text);

/** Formats that the schemas name, and what each asks for in words. */
export const formats = {
  cidr: {
    validate: (text: string) => parseCidr(text) !== undefined,
    words: 'must be an IPv4 network in CIDR notation without host bits, like 10.42.0.0/16',
  },
  cron: { validate: (text: string) => cronFault(text) === undefined, words: 'must be a cron expression of five fields, like "15 2 * * *"' },
  day: { validate: isDay, words: 'must be a day, YYYY-MM-DD' },
  email: { validate: isEmail, words: 'must be a mail address' },
  'age-recipient': { validate: isAgeRecipient, words: 'must be a public age key (age1… with a valid checksum)' },
} as const satisfies Record<string, { validate: (text: string) => boolean; words: string }>;
