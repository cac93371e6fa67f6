import fc from 'fast-check';
import { decodeNumbers, encodeNumbers } from './base64';

const bitsOf = (values: Float64Array) => Array.from(new BigUint64Array(values.slice().buffer));

it('keeps every bit', () => {
  fc.assert(
    fc.property(fc.array(fc.bigInt({ min: 0n, max: 2n ** 64n - 1n }), { maxLength: 20 }), (bits) => {
      const values = new Float64Array(BigUint64Array.from(bits).buffer);
      expect(bitsOf(decodeNumbers(encodeNumbers(values)) ?? new Float64Array(1))).toEqual(bits);
    }),
  );
});

it('takes arrays of any length, and writes what any other program reads', () => {
  const values = Float64Array.from({ length: 5000 }, (_, i) => Math.sqrt(i));
  expect(encodeNumbers(values)).toBe(Buffer.from(values.buffer).toString('base64'));
  expect(decodeNumbers(encodeNumbers(values))).toEqual(values);
});

it.each(['=', 'AAAA', 'AAAAAAAA!AAA'])('refuses %s', (text) => {
  expect(decodeNumbers(text)).toBeUndefined();
});
