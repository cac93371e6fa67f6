import { cooled, warmed } from './learning-rate';

const adam = { learningRate: 0.5, beta1: 0, beta2: 0.99, epsilon: 1e-8 };
const rates = (steps: number | undefined, cooldown: number, at: readonly number[]) =>
  at.map((step) => cooled(adam, step, { steps, cooldown }).learningRate);

describe('cooled', () => {
  it('falls along a line over the last share of the steps, and never below 0', () => {
    expect(rates(8, 0.5, [0, 4, 5, 6, 7, 8, 9])).toEqual([0.5, 0.5, 0.375, 0.25, 0.125, 0, 0]);
    expect(rates(4, 1, [0, 1, 3])).toEqual([0.5, 0.375, 0.125]);
  });

  it('leaves the learning rate alone without a cooldown, and the other constants always', () => {
    expect(rates(8, 0, [0, 7, 9])).toEqual([0.5, 0.5, 0.5]);
    expect(rates(undefined, 0, [3])).toEqual([0.5]);
    expect(cooled(adam, 7, { steps: 8, cooldown: 0.5 })).toEqual({ ...adam, learningRate: 0.125 });
  });
});

describe('warmed', () => {
  const at = (step: number, learningRate?: number) => {
    const reconstruction = { weight: 1, steps: 9, floor: 0, alone: 4, ...(learningRate && { learningRate }) };
    return warmed(adam, step, { reconstruction }).learningRate;
  };

  it('falls along a line from the rate of a warm start to the usual one', () => {
    expect([0, 1, 2, 4, 8].map((step) => at(step, 4.5))).toEqual([4.5, 3.5, 2.5, 0.5, 0.5]);
  });

  it('is the usual one where none is said, and without a warm start', () => {
    expect([0, 3, 8].map((step) => at(step))).toEqual([0.5, 0.5, 0.5]);
    expect(warmed(adam, 0, {})).toEqual(adam);
  });
});
