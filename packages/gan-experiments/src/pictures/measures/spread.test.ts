import { completionSpread } from './spread';

it('is the root mean squared distance of the pairs, over what was hidden', () => {
  // One picture of three values, the first given; the completions (1, 0), (1, 2), (1, 2) differ by 2 in one of two hidden values.
  const completions = Float32Array.from([9, 1, 0, 9, 1, 2, 9, 1, 2]);
  const spread = completionSpread(completions, Uint8Array.from([1, 0, 0]), { samples: 3, dimension: 3 });
  expect(spread).toBeCloseTo((2 / 3) * Math.sqrt(4 / 2), 12);
});

it('averages over pictures, and is 0 where all is given', () => {
  const completions = Float32Array.from([0, 1, 5, 5]);
  const sizes = { samples: 2, dimension: 1 };
  expect(completionSpread(completions, Uint8Array.from([0, 0]), sizes)).toBe(0.5);
  expect(completionSpread(completions, Uint8Array.from([1, 1]), sizes)).toBe(0);
});

it('refuses sizes that do not fit', () => {
  expect(() => completionSpread(new Float32Array(5), new Uint8Array(2), { samples: 2, dimension: 2 })).toThrow(
    RangeError,
  );
  expect(() => completionSpread(new Float32Array(2), new Uint8Array(2), { samples: 1, dimension: 2 })).toThrow(
    RangeError,
  );
});
