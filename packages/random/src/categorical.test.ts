import fc from 'fast-check';
import { bernoulli, categorical } from './categorical';
import { key } from './key';
import { excessChiSquare, mean, tally } from './sample-statistics';
import golden from './streams.golden.json';

describe('bernoulli', () => {
  it('agrees with another implementation', () => {
    for (const [p, expected] of golden.bernoulli) {
      expect(Array.from(bernoulli(golden.key, 32, p as number))).toEqual(expected);
    }
  });

  it.each([0.01, 0.3, 0.5, 0.9])('is 1 with probability %p', (p) => {
    const n = 20000;
    expect(Math.abs(mean(bernoulli(key(`p ${p}`), n, p)) - p)).toBeLessThan(
      (5 * Math.sqrt(p * (1 - p))) / Math.sqrt(n),
    );
  });

  it('is certain at the ends', () => {
    expect(bernoulli(key(1), 1000, 0).every((value) => value === 0)).toBe(true);
    expect(bernoulli(key(1), 1000, 1).every((value) => value === 1)).toBe(true);
  });

  it('grows with p, and is the beginning of a longer draw', () => {
    const few = bernoulli(key(3), 200, 0.2);
    const many = bernoulli(key(3), 400, 0.6);
    few.forEach((value, i) => expect(value).toBeLessThanOrEqual(many[i]));
    expect(bernoulli(key(3), 200, 0.6)).toEqual(many.slice(0, 200));
  });

  it.each([-0.1, 1.1, NaN])('refuses p = %p', (p) => {
    expect(() => bernoulli(key(1), 1, p)).toThrow(/p must be a probability/);
  });
});

describe('categorical', () => {
  it('agrees with another implementation', () => {
    for (const [weights, expected] of golden.categorical) {
      expect(Array.from(categorical(golden.key, 32, weights))).toEqual(expected);
    }
  });

  it.each([[[1, 1, 1, 1]], [[1, 2, 3, 4]], [[100, 1, 10, 0.1]]])('has the probabilities of %j', (weights) => {
    const total = weights.reduce((sum, weight) => sum + weight, 0);
    const counts = tally(categorical(key(JSON.stringify(weights)), 20000, weights), weights.length);
    const probabilities = weights.map((weight) => weight / total);
    expect(excessChiSquare(counts, probabilities)).toBeLessThan(5);
  });

  it('never draws what has no weight', () => {
    const weights = fc
      .array(fc.constantFrom(0, 1e-300, 1, 1e300, Number.MAX_VALUE), { minLength: 1, maxLength: 12 })
      .filter((values) => values.some((value) => value > 0));
    fc.assert(
      fc.property(fc.nat(), weights, (seed, values) => {
        expect(categorical(key(seed), 10, values).every((index) => values[index] > 0)).toBe(true);
      }),
    );
  });

  it('does not depend on the scale of the weights, up to the limits of float64', () => {
    const weights = [3, 1, 4, 1, 5];
    const expected = categorical(key(2), 100, weights);
    for (const scale of [2 ** -1020, 2 ** 1020]) {
      expect(
        categorical(
          key(2),
          100,
          Float64Array.from(weights, (weight) => weight * scale),
        ),
      ).toEqual(expected);
    }
  });

  it('is the beginning of a longer draw', () => {
    expect(categorical(key(3), 9, [1, 2])).toEqual(categorical(key(3), 90, [1, 2]).slice(0, 9));
    expect(categorical(key(3), 0, [1])).toHaveLength(0);
  });

  it.each([[[]], [[0, 0]], [[1, -1]], [[1, NaN]], [[Infinity, 1]]])('refuses the weights %j', (weights) => {
    expect(() => categorical(key(1), 1, weights)).toThrow(RangeError);
  });

  it('says which weight is wrong', () => {
    expect(() => categorical(key(1), 1, [1, -2])).toThrow(/got -2 at 1/);
  });
});
