import { arrays } from '../algebra/arrays';
import { mean } from '../algebra/mean';
import { kl, logDensity, quadrature } from './fixtures/gaussians';
import { differences } from './fixtures/ratio';
import { forwardKL } from './forward-kl';

const p = { mean: 0.4, deviation: 1.3 };
const q = { mean: -0.5, deviation: 0.9 };
const { points, mass } = quadrature(q);
const logData = points.map((x) => logDensity(q, x));
const logModel = points.map((x) => logDensity(p, x));
const entropy = 0.5 * Math.log(2 * Math.PI * Math.E * q.deviation ** 2);

describe('forwardKL', () => {
  it('is KL(q ‖ p) where the density of the data is known', () => {
    const objective = forwardKL({ data: 'density' });
    expect(mean(arrays, objective.integrand(arrays, logModel, logData), mass)[0]).toBeCloseTo(kl(q, p), 10);
    expect(mean(arrays, objective.integrand(arrays, logData, logData), mass)[0]).toBe(0);
    expect(objective).toMatchObject({ atEquality: 'zero', needs: ['dataSamples', 'modelDensity', 'dataDensity'] });
  });

  it('is KL(q ‖ p) and the entropy of q where it is not', () => {
    const objective = forwardKL();
    expect(mean(arrays, objective.integrand(arrays, logModel), mass)[0]).toBeCloseTo(kl(q, p) + entropy, 10);
    expect(mean(arrays, objective.integrand(arrays, logData), mass)[0]).toBeCloseTo(entropy, 10);
    expect(objective).toMatchObject({ atEquality: 'entropy', needs: ['dataSamples', 'modelDensity'] });
  });

  it('has the gradient −E_q[w ∂ log p / ∂θ]', () => {
    const weight = forwardKL().weight(arrays, logModel);
    const byMean = points.map((x, i) => (-weight[i] * (x - p.mean)) / p.deviation ** 2);
    const byDeviation = points.map((x, i) => -weight[i] * ((x - p.mean) ** 2 / p.deviation ** 3 - 1 / p.deviation));
    const [alongMean, alongDeviation] = differences((model) => kl(q, model), p);
    expect(mean(arrays, byMean, mass)[0]).toBeCloseTo(alongMean, 8);
    expect(mean(arrays, byDeviation, mass)[0]).toBeCloseTo(alongDeviation, 8);
  });

  it('says when log q is missing, or the parameter is none of the words', () => {
    expect(() => forwardKL({ data: 'density' }).integrand(arrays, logModel)).toThrow(
      "forwardKL with data: 'density' needs log q; without it, take data: 'samples'.",
    );
    // A configuration is not type-checked.
    const data = 'both' as 'density';
    expect(() => forwardKL({ data })).toThrow("forwardKL: data is 'both': it must be 'samples' or 'density'");
  });
});
