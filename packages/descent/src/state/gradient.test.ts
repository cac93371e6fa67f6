import { allocateGradient, clearGradient, gradientNorm, toLogDiagonal } from './gradient';

describe('a gradient', () => {
  it('is turned into one by logarithmic diagonals', () => {
    const gradient = allocateGradient(2, 2);
    gradient.factors.fill(1);
    toLogDiagonal(gradient, Float64Array.of(2, 0, 5, 3, 7, 0, 6, 4), 2);
    expect(Array.from(gradient.factors)).toEqual([2, 1, 1, 3, 7, 1, 1, 4]);
  });

  it('has the length of all its numbers, and none once it is cleared', () => {
    const gradient = allocateGradient(1, 1);
    gradient.means[0] = 2;
    gradient.factors[0] = 3;
    gradient.logits[0] = 6;
    expect(gradientNorm(gradient)).toBe(7);
    clearGradient(gradient);
    expect(gradientNorm(gradient)).toBe(0);
  });
});
