import { expOfNegative, NEGLIGIBLE } from './exponential';

describe('expOfNegative', () => {
  it('is the exponential function to fourteen digits over its whole range', () => {
    let worst = 0;
    for (let i = 0; i < 20_000; i++) {
      const x = (NEGLIGIBLE * i) / 20_000;
      worst = Math.max(worst, Math.abs(expOfNegative(x) / Math.exp(x) - 1));
    }
    expect(worst).toBeLessThan(1e-14);
  });

  it('is 1 at 0', () => expect(expOfNegative(0)).toBe(1));
});
