import { errorWeights, learnsAlone, reconstructionWeight } from './reconstruction';

const [S, T, absent] = [0, 1, 2];

describe('reconstructionWeight', () => {
  it('falls along a line from the end of the steps alone, and stays at its floor', () => {
    const led = { weight: 10, steps: 6, floor: 2, alone: 2 };
    expect([0, 1, 2, 3, 4, 5, 6, 7].map((step) => reconstructionWeight(led, step))).toEqual([
      10, 10, 10, 8, 6, 4, 2, 2,
    ]);
    expect([0, 1, 2].map((step) => learnsAlone(led, step))).toEqual([true, true, false]);
  });

  it('is 0 without one', () => {
    expect(reconstructionWeight(undefined, 0)).toBe(0);
    expect(learnsAlone(undefined, 0)).toBe(false);
  });
});

describe('errorWeights', () => {
  it('weighs a row by the share that it is given, and sums to 1 over values', () => {
    const roles = Uint8Array.of(S, T, T, T, /**/ S, S, T, absent, /**/ T, T, T, T, /**/ S, S, absent, absent);
    const weights = errorWeights(roles, 4, 3);
    const total = 3 * (3 / 4 + 2 / 3);
    const expected = [0, 1 / 4, 1 / 4, 1 / 4, 0, 0, 2 / 3, 0, ...new Array<number>(8).fill(0)];
    weights.forEach((weight, at) => expect(weight).toBeCloseTo(expected[at] / total, 6));
    expect(3 * weights.reduce((sum, weight) => sum + weight, 0)).toBeCloseTo(1, 6);
  });

  it('is 0 where no row is both given and asked for something', () => {
    expect(errorWeights(Uint8Array.of(T, T, S, absent), 2, 4)).toEqual(new Float32Array(4));
  });
});
