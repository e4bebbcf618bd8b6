import fc from 'fast-check';
import { contains, type Network, overlap, parseCidr } from './cidr';

const network = fc.tuple(fc.integer({ min: 0, max: 2 ** 32 - 1 }), fc.integer({ min: 0, max: 32 })).map(([address, bits]): Network => {
  const size = 2 ** (32 - bits);
  const first = Math.floor(address / size) * size;
  return { first, last: first + size - 1 };
});
const text = ({ first, last }: Network) =>
  `${[24, 16, 8, 0].map((shift) => Math.floor(first / 2 ** shift) % 256).join('.')}/${32 - Math.log2(last - first + 1)}`;

describe('parseCidr', () => {
  it.each([
    ['0.0.0.0/0', { first: 0, last: 2 ** 32 - 1 }],
    ['10.42.0.0/16', { first: 0x0a2a0000, last: 0x0a2affff }],
    ['255.255.255.255/32', { first: 2 ** 32 - 1, last: 2 ** 32 - 1 }],
  ])('reads %s', (cidr, expected) => expect(parseCidr(cidr)).toEqual(expected));

  it.each([
    '10.42.0.1/16',
    '10.42.0.0',
    '10.42.0.0/33',
    '256.0.0.0/8',
    '10.0.0/8',
    '010.0.0.0/8',
    '10.0.0.0/08',
    '::/0',
    ' 10.0.0.0/8',
    '',
  ])('refuses %j', (cidr) => expect(parseCidr(cidr)).toBeUndefined());

  it('reads every network back', () => {
    fc.assert(fc.property(network, (value) => expect(parseCidr(text(value))).toEqual(value)));
  });
});

describe('overlap and contains', () => {
  it('overlap is symmetric, and a network overlaps itself', () => {
    fc.assert(fc.property(network, network, (a, b) => overlap(a, b) === overlap(b, a) && overlap(a, a)));
  });

  it('contains implies overlap, and networks that overlap contain one the other', () => {
    fc.assert(
      fc.property(network, network, (a, b) => {
        if (contains(a, b)) expect(overlap(a, b)).toBe(true);
        expect(overlap(a, b)).toBe(contains(a, b) || contains(b, a));
      }),
    );
  });
});
