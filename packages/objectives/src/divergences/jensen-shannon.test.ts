import { arrays } from '../algebra/arrays';
import { jensenShannonDivergence } from './fixtures/gaussians';
import { atExtremes, differences, functionErrors, gradientBetween, valueBetween } from './fixtures/ratio';
import { jensenShannon } from './jensen-shannon';

const p = { mean: 0.4, deviation: 1.3 };
const q = { mean: -0.5, deviation: 0.9 };

describe('jensenShannon', () => {
  it('is ½ KL(p ‖ m) + ½ KL(q ‖ m) between Gaussians', () => {
    expect(valueBetween(jensenShannon(), p, q)).toBeCloseTo(jensenShannonDivergence(p, q), 10);
    expect(valueBetween(jensenShannon(), q, q)).toBeCloseTo(0, 12);
  });

  it('is log 2 between distributions that do not meet', () => {
    // Under p alone: ½ log 2 from the samples of p; the other half comes from E_p[r], which no sample of p shows.
    expect(jensenShannon().integrand(arrays, Float64Array.of(-1e4))[0]).toBeCloseTo(0.5 * Math.log(2), 14);
  });

  it('has its gradient along reparameterised samples', () => {
    const [byMean, byDeviation] = differences((model) => jensenShannonDivergence(model, q), p);
    const [mean, deviation] = gradientBetween(jensenShannon(), p, q);
    expect(mean).toBeCloseTo(byMean, 8);
    expect(deviation).toBeCloseTo(byDeviation, 8);
  });

  it('has functions that belong together', () => {
    const { generator, curvature, atZero } = functionErrors(jensenShannon());
    expect(generator).toBeLessThan(1e-5);
    expect(curvature).toBeLessThan(1e-5);
    expect(atZero).toBeLessThan(1e-15);
  });

  it('has the saturating generator loss ½ log(1 − D)', () => {
    const d = 0.3;
    const logit = Float64Array.of(Math.log(d / (1 - d)));
    expect(jensenShannon().generator(arrays, logit)[0]).toBeCloseTo(0.5 * Math.log(1 - d), 14);
  });

  it('is finite however far apart the densities are', () => {
    expect(atExtremes(jensenShannon()).every(Number.isFinite)).toBe(true);
    expect(jensenShannon().integrand(arrays, Float64Array.of(-Infinity))[0]).toBeCloseTo(0.5 * Math.log(2), 14);
  });
});
