import { arrays } from '../algebra/arrays';
import { jensenShannonDivergence, kl } from './fixtures/gaussians';
import { atExtremes, differences, functionErrors, gradientBetween, valueBetween } from './fixtures/ratio';
import { nonSaturating } from './non-saturating';

const p = { mean: 0.4, deviation: 1.1 };
const q = { mean: -0.5, deviation: 0.9 };

/** KL(p ‖ q) − 2 JS(p, q), after Arjovsky and Bottou, ICLR 2017. */
const expected = (model: typeof p) => kl(model, q) - 2 * jensenShannonDivergence(model, q);

describe('nonSaturating', () => {
  it('is KL(p ‖ q) − 2 JS(p, q) between Gaussians', () => {
    expect(valueBetween(nonSaturating(), p, q)).toBeCloseTo(expected(p), 10);
    expect(valueBetween(nonSaturating(), q, q)).toBeCloseTo(0, 12);
  });

  it('has its gradient along reparameterised samples', () => {
    const [byMean, byDeviation] = differences(expected, p);
    const [mean, deviation] = gradientBetween(nonSaturating(), p, q);
    expect(mean).toBeCloseTo(byMean, 8);
    expect(deviation).toBeCloseTo(byDeviation, 8);
  });

  it('has functions that belong together', () => {
    const { generator, curvature, atZero } = functionErrors(nonSaturating());
    expect(generator).toBeLessThan(1e-5);
    expect(curvature).toBeLessThan(1e-5);
    expect(atZero).toBeLessThan(1e-15);
  });

  it('has the generator loss −log D', () => {
    const d = 0.3;
    const logit = Float64Array.of(Math.log(d / (1 - d)));
    expect(nonSaturating().generator(arrays, logit)[0]).toBeCloseTo(-Math.log(d), 14);
  });

  it('is finite however far apart the densities are', () => {
    expect(atExtremes(nonSaturating()).every(Number.isFinite)).toBe(true);
    expect(nonSaturating().integrand(arrays, Float64Array.of(-1e300))[0]).toBe(1e300);
  });
});
