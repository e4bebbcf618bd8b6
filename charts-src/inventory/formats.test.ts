import { bech32 } from '@scure/base';
import fc from 'fast-check';
import { formats, isAgeRecipient, isDay } from './formats';

const recipient = fc.uint8Array({ minLength: 32, maxLength: 32 }).map((key) => bech32.encodeFromBytes('age', key));

describe('isAgeRecipient', () => {
  it('accepts any 32 bytes with their checksum', () => {
    fc.assert(fc.property(recipient, isAgeRecipient));
  });

  it('refuses a key with one character changed', () => {
    fc.assert(
      fc.property(recipient, fc.integer({ min: 4, max: 61 }), (key, i) => {
        const other = key[i] === 'q' ? 'p' : 'q';
        return !isAgeRecipient(`${key.slice(0, i)}${other}${key.slice(i + 1)}`);
      }),
    );
  });

  it.each([
    ['another prefix', bech32.encodeFromBytes('agf', new Uint8Array(32))],
    ['a secret key', bech32.encodeFromBytes('age-secret-key-', new Uint8Array(32))],
    ['31 bytes', bech32.encodeFromBytes('age', new Uint8Array(31))],
    ['capitals', bech32.encodeFromBytes('age', new Uint8Array(32)).toUpperCase()],
    ['nothing', ''],
    ['an SSH key', 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIE'],
  ])('refuses %s', (_, key) => expect(isAgeRecipient(key)).toBe(false));
});

describe('isDay', () => {
  it.each(['2026-11-21', '2028-02-29', '0001-01-01', '9999-12-31'])('accepts %s', (day) => expect(isDay(day)).toBe(true));
  it.each(['2027-02-29', '2027-13-01', '2027-00-10', '2027-1-1', '2027-01-01T00:00:00Z', '21.11.2026', '', '2027-01-32'])(
    'refuses %j',
    (day) => expect(isDay(day)).toBe(false),
  );
});

describe('a mail address', () => {
  const { validate } = formats.email;
  it.each(['ops@example.org', 'a.b+c@sub.example.org'])('accepts %s', (text) => expect(validate(text)).toBe(true));
  it.each(['ops', 'ops@localhost', '@example.org', 'a b@example.org', 'ops@example..org', 'ops@-example.org', 'Ops <ops@example.org>'])(
    'refuses %j',
    (text) => expect(validate(text)).toBe(false),
  );
});

describe('every format', () => {
  it('says what it asks for', () => {
    for (const { words } of Object.values(formats)) expect(words).toMatch(/^must be /);
  });

  it('never throws', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        for (const { validate } of Object.values(formats)) expect(typeof validate(text)).toBe('boolean');
      }),
    );
  });
});
