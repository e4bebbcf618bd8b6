import fc from 'fast-check';
import { cronFault } from './cron';

describe('cronFault', () => {
  it.each([
    '15 2 * * *',
    '0 */6 * * *',
    '*/5 0-23/2 1,15 * 1-5',
    '0 0 1 jan *',
    '0 0 * DEC-dec sun',
    '0 22 * * MON-FRI',
    '59 23 31 12 6',
    '0 0 ? * ?',
    '5/15 * * * *',
    '0  2   * * *',
    '05 02 * * *',
  ])('accepts %s, as Kubernetes does', (text) => expect(cronFault(text)).toBeUndefined());

  it.each([
    ['15 2 * *', 'has 4 fields instead of 5'],
    ['0 15 2 * * *', 'has 6 fields instead of 5'],
    ['', 'has 1 fields instead of 5'],
    ['@daily', 'has 1 fields instead of 5'],
    ['TZ=UTC 0 2 * * *', 'has 6 fields instead of 5'],
    [' 0 2 * * *', 'has 6 fields instead of 5'],
    ['60 2 * * *', '"60" is no minute (0-59)'],
    ['0 24 * * *', '"24" is no hour (0-23)'],
    ['0 0 0 * *', '"0" is no day of month (1-31)'],
    ['0 0 * 13 *', '"13" is no month (1-12)'],
    ['0 0 * jam *', '"jam" is no month (1-12)'],
    ['0 0 * * 7', '"7" is no day of week (0-6)'],
    ['0 0 * * 5-1', '"5-1" is no day of week (0-6)'],
    ['*/0 * * * *', '"*/0" is no minute (0-59)'],
    ['1,,2 * * * *', '"" is no minute (0-59)'],
    ['-1 * * * *', '"-1" is no minute (0-59)'],
    ['1.5 * * * *', '"1.5" is no minute (0-59)'],
    ['0 0 L * *', '"L" is no day of month (1-31)'],
    ['0 0 * * mon#2', '"mon#2" is no day of week (0-6)'],
    ['0\t2\t*\t*\t*', 'has 1 fields instead of 5'],
  ])('refuses %j', (text, why) => expect(cronFault(text)).toBe(why));

  it('accepts any values within their bounds, and none beyond', () => {
    const bounds = [
      [0, 59],
      [0, 23],
      [1, 31],
      [1, 12],
      [0, 6],
    ] as const;
    const values = fc.tuple(...bounds.map(([low, high]) => fc.integer({ min: low - 2, max: high + 2 })));
    fc.assert(
      fc.property(values, (numbers) => {
        const within = numbers.every((value, i) => value >= (bounds[i]?.[0] ?? 0) && value <= (bounds[i]?.[1] ?? 0));
        expect(cronFault(numbers.join(' ')) === undefined).toBe(within);
      }),
    );
  });

  it('never throws', () => {
    fc.assert(fc.property(fc.string(), (text) => typeof (cronFault(text) ?? '') === 'string'));
  });
});
