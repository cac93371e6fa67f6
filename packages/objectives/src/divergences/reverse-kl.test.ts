import { arrays } from '../algebra/arrays';
import { kl } from './fixtures/gaussians';
import { atExtremes, differences, functionErrors, gradientBetween, valueBetween } from './fixtures/ratio';
import { reverseKL } from './reverse-kl';

const p = { mean: 0.4, deviation: 1.3 };
const q = { mean: -0.5, deviation: 0.9 };

describe('reverseKL', () => {
  it('is KL(p ‖ q) between Gaussians', () => {
    expect(valueBetween(reverseKL(), p, q)).toBeCloseTo(kl(p, q), 10);
    expect(valueBetween(reverseKL(), q, q)).toBeCloseTo(0, 12);
  });

  it('has the gradient of KL(p ‖ q) along reparameterised samples', () => {
    const [byMean, byDeviation] = differences((model) => kl(model, q), p);
    const [mean, deviation] = gradientBetween(reverseKL(), p, q);
    expect(mean).toBeCloseTo(byMean, 8);
    expect(deviation).toBeCloseTo(byDeviation, 8);
  });

  it('weighs all samples alike, wherever they are', () => {
    expect(reverseKL().weight(arrays, Float64Array.of(-1e300, 0, 900))).toEqual(Float64Array.of(1, 1, 1));
    expect(atExtremes(reverseKL()).every(Number.isFinite)).toBe(true);
    const { generator, curvature, atZero } = functionErrors(reverseKL());
    expect(Math.max(generator, curvature, atZero)).toBeLessThan(1e-8);
  });

  it('says what it is', () => {
    expect(reverseKL()).toMatchObject({
      name: 'reverseKL',
      form: 'ratio',
      parameters: {},
      needs: ['modelSamples', 'logRatio'],
      between: 'data-and-model',
      spread: 0,
    });
    expect(reverseKL()).not.toHaveProperty('at');
  });
});
