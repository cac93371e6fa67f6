import fc from 'fast-check';
import { matrix } from '@bcl/linalg';
import { key } from '@bcl/random';
import { dataset } from './dataset';
import type { Dataset } from './dataset';
import { stratifiedSplit } from './split';
import { summary } from './summary';

/** Rows that hold their own index, with classes of the given sizes, interleaved. */
function classesOf(sizes: readonly number[]): Dataset {
  const labels = sizes.flatMap((size, label) => Array.from({ length: size }, (_, place) => ({ label, place })));
  labels.sort((a, b) => a.place - b.place);
  const features = matrix(labels.length, 1, Float64Array.from(labels.keys()));
  const classNames = sizes.map(String);
  return dataset({ name: 'x', features, labels: Int32Array.from(labels, ({ label }) => label), classNames });
}

const sizesWithTest = fc
  .array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 6 })
  .filter((sizes) => sizes.some((size) => size >= 2));
const shares = fc.double({ min: 0.01, max: 0.99, noNaN: true });

describe('stratifiedSplit', () => {
  it('puts every row in one part, in order', () => {
    fc.assert(
      fc.property(sizesWithTest, shares, fc.nat(), (sizes, testShare, seed) => {
        const set = classesOf(sizes);
        const { train, test } = stratifiedSplit(set, { key: key(seed), testShare });
        for (const part of [train, test]) {
          expect([...part.features.data]).toEqual([...part.features.data].sort((a, b) => a - b));
          part.features.data.forEach((row, index) => expect(part.labels?.[index]).toBe(set.labels?.[row]));
        }
        const all = [...train.features.data, ...test.features.data].sort((a, b) => a - b);
        expect(all).toEqual([...set.features.data]);
      }),
    );
  });

  it('keeps the share of each class up to one row, and every class of two in both parts', () => {
    fc.assert(
      fc.property(sizesWithTest, shares, (sizes, testShare) => {
        const { train, test } = stratifiedSplit(classesOf(sizes), { key: key(1), testShare });
        const inTest = summary(test).classCounts ?? [];
        const inTrain = summary(train).classCounts ?? [];
        sizes.forEach((size, label) => {
          expect(inTest[label] + inTrain[label]).toBe(size);
          if (size < 2) expect(inTest[label]).toBe(0);
          else {
            expect(Math.abs(inTest[label] - testShare * size)).toBeLessThanOrEqual(1);
            expect(Math.min(inTest[label], inTrain[label])).toBeGreaterThan(0);
          }
        });
      }),
    );
  });

  it('has the size that is asked for when the classes allow it', () => {
    const { test } = stratifiedSplit(classesOf([12, 13, 14]), { key: key(1), testShare: 0.2 });
    // Quotas 2.4, 2.6, 2.8: two each, and the two rows left for round(7.8) = 8 go to the largest remainders.
    expect(summary(test).classCounts).toEqual([2, 3, 3]);
  });

  it('is the same for the same key and another for another', () => {
    const set = classesOf([50, 50]);
    const rows = (seed: number): readonly number[] => [...stratifiedSplit(set, { key: key(seed) }).test.features.data];
    expect(rows(1)).toEqual(rows(1));
    expect(rows(1)).not.toEqual(rows(2));
  });

  it('gives each row the same chance', () => {
    const set = classesOf([5]);
    const counts = new Array<number>(5).fill(0);
    for (let seed = 0; seed < 1000; seed++) counts[stratifiedSplit(set, { key: key(seed) }).test.features.data[0]] += 1;
    // Binomial(1000, 1/5) has a standard deviation of 12.6.
    for (const count of counts) expect(Math.abs(count - 200)).toBeLessThan(5 * 12.7);
  });

  it('splits at random without labels', () => {
    const { features } = classesOf([10]);
    const { train, test } = stratifiedSplit(dataset({ name: 'x', features }), { key: key(3), testShare: 0.3 });
    expect([train.features.rows, test.features.rows]).toEqual([7, 3]);
  });

  it.each([0, 1, -0.1, NaN])('refuses a share of %d', (testShare) => {
    expect(() => stratifiedSplit(classesOf([4]), { key: key(1), testShare })).toThrow(RangeError);
  });

  it('says so when no test part is possible', () => {
    expect(() => stratifiedSplit(classesOf([1, 1]), { key: key(1) })).toThrow(/no class with two rows/);
  });
});
