import { fold, key, normal } from '@bcl/random';
import fc from 'fast-check';
import { drawRows, largestDifference, randomMixture } from '../fixtures/random-cases';
import { combine, orThrow, recentre, sufficientStatistics, type Statistics } from '../index';
import { addStatistics, emptyStatistics } from './statistics';

/** Largest difference over everything that is added up. */
const distance = (a: Statistics, b: Statistics): number =>
  Math.max(
    Math.abs(a.logLikelihood - b.logLikelihood),
    Math.abs(a.totalWeight - b.totalWeight),
    largestDifference(a.mass, b.mass),
    largestDifference(a.first, b.first),
    largestDifference(a.second, b.second),
  );

const arbitrary = fc
  .record({ seed: fc.nat(), type: fc.constantFrom('full' as const, 'diagonal' as const) })
  .map(({ seed, type }) => {
    const mixture = randomMixture(key(seed), type, 2, 3);
    const three = [0, 1, 2].map((i) =>
      orThrow(sufficientStatistics(mixture, drawRows(mixture, fold(key(seed), i), 5 + 4 * i))),
    );
    return { mixture, three, seed };
  });

describe('combine', () => {
  it('is associative and commutative, and has a neutral element', () => {
    fc.assert(
      fc.property(arbitrary, ({ three: [a, b, c] }) => {
        expect(distance(combine(a, b), combine(b, a))).toBe(0);
        expect(distance(combine(combine(a, b), c), combine(a, combine(b, c)))).toBeLessThan(1e-11);
        const nothing = emptyStatistics(a.components, a.dimension, a.shape, a.centres);
        expect(distance(combine(a, nothing), a)).toBe(0);
        expect(distance(combine(nothing, a), a)).toBe(0);
      }),
      { numRuns: 30 },
    );
  });

  it('is what addStatistics does in place', () => {
    fc.assert(
      fc.property(arbitrary, ({ mixture, three }) => {
        const sum = emptyStatistics(2, 3, three[0].shape, mixture.means);
        for (const part of three) addStatistics(sum, part);
        expect(distance(sum, combine(combine(three[0], three[1]), three[2]))).toBe(0);
      }),
      { numRuns: 30 },
    );
  });

  it('scales both sides', () => {
    fc.assert(
      fc.property(arbitrary, ({ three: [a, b] }) => {
        const mixed = combine(a, b, 0.25, 0.75);
        expect(mixed.totalWeight).toBeCloseTo(0.25 * a.totalWeight + 0.75 * b.totalWeight, 12);
        expect(
          largestDifference(
            mixed.first,
            a.first.map((v, i) => 0.25 * v + 0.75 * b.first[i]),
          ),
        ).toBeLessThan(1e-12);
        expect(mixed.logLikelihood).toBeCloseTo(0.25 * a.logLikelihood + 0.75 * b.logLikelihood, 10);
      }),
      { numRuns: 20 },
    );
  });

  it('refuses statistics about other centres or of other shapes', () => {
    const a = emptyStatistics(2, 3, 'full', new Float64Array(6));
    expect(() => combine(a, emptyStatistics(2, 3, 'full', new Float64Array(6).fill(1)))).toThrow(/recentre/);
    expect(() => combine(a, emptyStatistics(2, 3, 'diagonal', a.centres))).toThrow(RangeError);
    expect(() => combine(a, emptyStatistics(3, 3, 'full', new Float64Array(9)))).toThrow(RangeError);
  });

  it('changes neither of the two', () => {
    const a = emptyStatistics(1, 1, 'full', Float64Array.of(0));
    const b = { ...emptyStatistics(1, 1, 'full', a.centres), totalWeight: 2 };
    b.mass[0] = 2;
    combine(a, b);
    expect([a.mass[0], a.totalWeight, b.mass[0], b.totalWeight]).toEqual([0, 0, 2, 2]);
  });
});

describe('recentre', () => {
  it('gives the moments that the rows have about the new centres', () => {
    fc.assert(
      fc.property(fc.nat(), fc.constantFrom('full' as const, 'diagonal' as const), (seed, type) => {
        // One component: every responsibility is one, so that moments can be summed directly.
        const mixture = randomMixture(key(seed), type, 1, 3);
        const rows = drawRows(mixture, key(seed + 1), 12);
        const centre = normal(key(seed + 2), 3);
        const { first, second } = recentre(orThrow(sufficientStatistics(mixture, rows)), centre);
        const d = rows.map((row) => row.map((value, i) => value - centre[i]));
        const sum = (f: (row: number[]) => number): number => d.reduce((total, row) => total + f(row), 0);
        expect(
          largestDifference(
            first,
            [0, 1, 2].map((i) => sum((row) => row[i])),
          ),
        ).toBeLessThan(1e-10);
        const direct =
          type === 'diagonal'
            ? [0, 1, 2].map((i) => sum((row) => row[i] ** 2))
            : [0, 1, 2].flatMap((i) => [0, 1, 2].map((j) => sum((row) => row[i] * row[j])));
        expect(largestDifference(second, direct)).toBeLessThan(1e-9);
      }),
      { numRuns: 40 },
    );
  });

  it('undoes itself, and goes anywhere in one or two moves alike', () => {
    fc.assert(
      fc.property(arbitrary, ({ three: [a], seed }) => {
        const there = normal(key(seed + 1), 6);
        const elsewhere = normal(key(seed + 2), 6);
        expect(distance(recentre(recentre(a, there), a.centres), a)).toBeLessThan(1e-10);
        expect(distance(recentre(recentre(a, there), elsewhere), recentre(a, elsewhere))).toBeLessThan(1e-10);
      }),
      { numRuns: 30 },
    );
  });

  it('keeps what does not depend on the centres, and changes nothing in place', () => {
    const mixture = randomMixture(key(1), 'full', 2, 2);
    const a = orThrow(sufficientStatistics(mixture, drawRows(mixture, key(2), 9)));
    const before = structuredClone(a);
    const moved = recentre(a, new Float64Array(4));
    expect([moved.mass, moved.logLikelihood, moved.totalWeight]).toEqual([a.mass, a.logLikelihood, a.totalWeight]);
    expect(moved.centres).toEqual(new Float64Array(4));
    expect(a).toEqual(before);
  });
});
