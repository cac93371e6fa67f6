import fc from 'fast-check';
import { betaRatio, task } from '@bcl/masks';
import { fold, key } from '@bcl/random';
import { repartition } from './repartition';

describe('repartition', () => {
  it('splits the same coordinates, with a target that is not empty', () => {
    const coordinates = fc.uniqueArray(fc.nat(20), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(
        coordinates,
        fc.nat(7),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.nat(),
        (all, cut, ratio, seed) => {
          const given = task(all.slice(0, Math.min(cut, all.length - 1)), all.slice(Math.min(cut, all.length - 1)));
          const other = repartition(given, ratio)(key(seed));
          expect(other.target.length).toBeGreaterThan(0);
          expect(other.source.length).toBe(Math.min(all.length - 1, Math.floor(all.length * ratio + 1e-9)));
          const both = [...other.source, ...other.target];
          expect(both.sort((a, b) => a - b)).toEqual([...all].sort((a, b) => a - b));
          // The checks of a task: ascending and disjoint.
          expect(task(other.source, other.target)).toEqual({ source: [...other.source], target: [...other.target] });
        },
      ),
    );
  });

  it('draws every split of its size about as often', () => {
    const draw = repartition(task([2], [5, 9, 11]), 0.5);
    const counts = new Map<string, number>();
    for (let i = 0; i < 1200; i++) {
      const { source } = draw(fold(key(3), i));
      counts.set(source.join(), (counts.get(source.join()) ?? 0) + 1);
    }
    expect([...counts.keys()].sort()).toEqual(['2,11', '2,5', '2,9', '5,11', '5,9', '9,11']);
    for (const count of counts.values()) expect(Math.abs(count - 200)).toBeLessThan(60);
  });

  it('gives equal tasks for equal keys', () => {
    const draw = repartition(task([], [0, 1, 2, 3]), betaRatio(0.5, 3));
    expect(draw(key(5))).toEqual(draw(key(5)));
  });

  it('refuses a ratio that is none', () => {
    expect(() => repartition(task([], [0]), 1.5)).toThrow(RangeError);
  });
});
