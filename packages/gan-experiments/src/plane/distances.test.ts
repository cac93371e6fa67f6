import { key } from '@bcl/random';
import type { Answers } from './answers';
import { answerDistances, conditionalDistances, conditionalFloor, floorDistances } from './distances';
import { planeMatchings } from './matchings';
import { planeTruth } from './truth';

const pair = planeTruth('pair');
const sampling = { samples: 400, draws: 2 };
const names = planeMatchings.map(({ name }) => name);
/** Exact answers but for a shift of every coordinate that was asked for. */
const shifted =
  (by: number): Answers =>
  ({ target }, points) =>
    points.map((value, i) => (target.includes(i % 2) ? value + by : value));

describe('distances of answers from the truth', () => {
  it('of a shift are its length on the line, and its mean projection in the plane', () => {
    const floor = floorDistances(pair, key(1), sampling);
    const far = answerDistances(pair, shifted(10), key(1), sampling);
    expect(Object.keys(far)).toEqual(names);
    for (const name of ['∅→1', '∅→2']) expect(Math.abs(far[name].wasserstein - 10)).toBeLessThan(0.15);
    // A shift by r is r · 2/π on average over directions; that of both coordinates is 10 √2 long.
    expect(Math.abs(far['∅→12'].wasserstein - (20 * Math.SQRT2) / Math.PI)).toBeLessThan(0.2);
    for (const name of ['1→2', '2→1']) expect(Math.abs(far[name].wasserstein - 20 / Math.PI)).toBeLessThan(0.2);
    for (const name of names) {
      expect(far[name].energy).toBeGreaterThan(100 * floor[name].energy);
      expect(floor[name].wasserstein).toBeLessThan(0.12);
    }
  });

  it('see a conditional that ignores what is given, though its marginal is right', () => {
    // x₁ anew, from the marginal: right for ∅→1, wrong beside an x₂ of the grid only if the two depend on one another.
    const swapped: Answers = ({ target }, points) =>
      points.map((value, i) => (target.includes(i % 2) ? points[(i + 200) % points.length] : value));
    const line = { ...pair, mixture: { ...pair.mixture, means: Float64Array.of(-1, -1, 1, 1) } };
    const [floor, far] = [floorDistances(line, key(1), sampling), answerDistances(line, swapped, key(1), sampling)];
    expect(far['∅→1'].wasserstein).toBeLessThan(3 * floor['∅→1'].wasserstein);
    expect(far['1→2'].wasserstein).toBeGreaterThan(3 * floor['1→2'].wasserstein);
  });

  it('at fixed x_S are near the floor for exact answers, and those of a shift for shifted ones', () => {
    const floor = conditionalFloor(pair, key(1), sampling);
    expect(Object.keys(floor)).toEqual(['1→2', '2→1']);
    for (const { wasserstein } of Object.values(floor)) expect(wasserstein).toBeLessThan(0.1);
    // Answers far out, all at one place: the distance is that of their place from the mean of p(x_T | x_S).
    const outside: Answers = ({ target }, points) => points.map((value, i) => (target.includes(i % 2) ? 50 : value));
    const far = conditionalDistances(pair, outside, key(1), sampling);
    expect(Math.abs(far['1→2'].wasserstein - 50)).toBeLessThan(0.1);
    expect(Math.abs(far['2→1'].wasserstein - 50)).toBeLessThan(0.1);
  });

  it('depend on the key alone', () => {
    expect(floorDistances(pair, key(3), sampling)).toEqual(floorDistances(pair, key(3), sampling));
    expect(floorDistances(pair, key(3), sampling)).not.toEqual(floorDistances(pair, key(4), sampling));
  });
});
