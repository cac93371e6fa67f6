import { expOfNegative, NEGLIGIBLE } from './exponential';

describe('expOfNegative', () => {
  it('is the exponential function within two units in the last place over its whole range', () => {
    let worst = 0;
    for (let i = 0; i < 20_000; i++) {
      const x = (NEGLIGIBLE * i) / 20_000;
      worst = Math.max(worst, Math.abs(expOfNegative(x) / Math.exp(x) - 1));
    }
    expect(worst).toBeLessThan(2 * 2 ** -52);
  });

  it('is 1 at 0', () => expect(expOfNegative(0)).toBe(1));
});
