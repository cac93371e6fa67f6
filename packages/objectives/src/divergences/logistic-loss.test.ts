import fc from 'fast-check';
import { arrays } from '../algebra/arrays';
import { logisticLoss } from './logistic-loss';

const of = (...values: number[]) => Float64Array.from(values);

describe('logisticLoss', () => {
  it('is 2 log 2 for a discriminator that knows nothing', () => {
    expect(logisticLoss(arrays, of(0, 0, 0), of(0))[0]).toBeCloseTo(2 * Math.log(2), 15);
  });

  it('is −log σ(logit) of the data and −log(1 − σ(logit)) of the model', () => {
    expect(logisticLoss(arrays, of(2), of(-1e4))[0]).toBeCloseTo(Math.log(1 + Math.exp(-2)), 14);
    expect(logisticLoss(arrays, of(1e4), of(2))[0]).toBeCloseTo(Math.log(1 + Math.exp(2)), 14);
  });

  it('is smallest where the logit is log q/p', () => {
    // Points a and b: q has the shares 1/4 and 3/4, p has 1/2 and 1/2.
    const loss = (a: number, b: number) => logisticLoss(arrays, of(a, b, b, b), of(a, b))[0];
    const [a, b] = [Math.log(0.25 / 0.5), Math.log(0.75 / 0.5)];
    const step = fc.double({ min: -3, max: 3, noNaN: true }).filter((x) => Math.abs(x) > 1e-3);
    fc.assert(fc.property(step, step, (da, db) => expect(loss(a + da, b + db)).toBeGreaterThan(loss(a, b))));
  });

  it('is finite for logits of any size', () => {
    expect(logisticLoss(arrays, of(-1e5, 1e5), of(-1e5, 1e5))[0]).toBe(1e5);
  });
});
