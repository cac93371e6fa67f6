import fc from 'fast-check';
import { halfOf, LARGEST_HALF, numberOf } from './half';

// The values and bits of IEEE 754-2019's binary16 that its definition gives at once.
it.each([
  [0, 0x0000],
  [-0, 0x8000],
  [1, 0x3c00],
  [-2, 0xc000],
  [2 ** -14, 0x0400],
  [2 ** -24, 0x0001],
  [1023 * 2 ** -24, 0x03ff],
  [LARGEST_HALF, 0x7bff],
  [Infinity, 0x7c00],
  [-Infinity, 0xfc00],
  [1 + 2 ** -10, 0x3c01],
  [1 / 3, 0x3555],
])('%d is %d', (value, bits) => {
  expect(halfOf(value)).toBe(bits);
  if (value !== 1 / 3) expect(numberOf(bits)).toBe(value);
});

it('every half comes back as it was, and every NaN as a NaN', () => {
  const isNaN = (half: number): boolean => (half & 0x7fff) > 0x7c00;
  const changed = Array.from({ length: 0x10000 }, (_, half) => half).filter((half) =>
    isNaN(half) ? !Number.isNaN(numberOf(half)) || !isNaN(halfOf(numberOf(half))) : halfOf(numberOf(half)) !== half,
  );
  expect(changed).toEqual([]);
});

it('takes the nearest half, and the even one of two', () => {
  const finite = Array.from({ length: 0x7c00 }, (_, half) => numberOf(half));
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 0x7bfe }), fc.float({ min: 0, max: 1, noNaN: true }), (half, share) => {
      const [low, high] = [finite[half], finite[half + 1]];
      const value = Math.fround(low + share * (high - low));
      const [down, up] = [value - low, high - value];
      const nearest = down === up ? (half % 2 === 0 ? half : half + 1) : down < up ? half : half + 1;
      expect(halfOf(value)).toBe(nearest);
      expect(halfOf(-value)).toBe(0x8000 | nearest);
    }),
    { numRuns: 500 },
  );
  expect(halfOf(1 + 2 ** -11)).toBe(0x3c00);
  expect(halfOf(1 + 3 * 2 ** -11)).toBe(0x3c02);
  expect(halfOf(2 ** -25)).toBe(0);
  expect(halfOf(3 * 2 ** -25)).toBe(2);
});

it('knows where infinity begins, and NaN', () => {
  expect(halfOf(65519.996)).toBe(0x7bff);
  expect(halfOf(65520)).toBe(0x7c00);
  expect(halfOf(3e38)).toBe(0x7c00);
  expect(numberOf(halfOf(NaN))).toBeNaN();
});
