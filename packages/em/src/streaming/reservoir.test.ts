import { fold, key } from '@bcl/random';
import fc from 'fast-check';
import { sampleBatch } from './reservoir';

const sampleOf = (rows: number, capacity: number, seed: number, size: number): number[] => {
  const sample = new Float64Array(capacity * 2);
  for (let from = 0; from < rows; from += size) {
    const count = Math.min(size, rows - from);
    const data = Float64Array.from({ length: 2 * count }, (_, i) => (i % 2 === 0 ? from + i / 2 : -1));
    sampleBatch(sample, capacity, fold(key('reservoir'), seed), { from, rows: count, columns: 2, data });
  }
  return Array.from(sample).filter((_, i) => i % 2 === 0);
};

it('keeps all rows in order while there is room', () => {
  expect(sampleOf(5, 5, 0, 2)).toEqual([0, 1, 2, 3, 4]);
});

it('is the same whatever the batches', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 20, max: 9000 }),
      fc.integer({ min: 1, max: 5000 }),
      fc.nat(9),
      (rows, size, seed) => {
        expect(sampleOf(rows, 20, seed, size)).toEqual(sampleOf(rows, 20, seed, rows));
      },
    ),
    { numRuns: 20 },
  );
});

it('takes each row with equal probability, and none twice', () => {
  const [draws, rows, capacity] = [3000, 40, 8];
  const counts = new Float64Array(rows);
  for (let seed = 0; seed < draws; seed++) {
    const sample = sampleOf(rows, capacity, seed, 16);
    expect(new Set(sample).size).toBe(capacity);
    sample.forEach((row) => counts[row]++);
  }
  const expected = (draws * capacity) / rows;
  const deviation = Math.sqrt(expected * (1 - capacity / rows));
  counts.forEach((count) => expect(Math.abs(count - expected)).toBeLessThan(4.5 * deviation));
});
