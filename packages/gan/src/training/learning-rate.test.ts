import { cooled } from './learning-rate';

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
