import { covarianceOf, mixtureOf, orThrow } from '@bcl/em';
import { identity as unit } from '@bcl/linalg';
import { key } from '@bcl/random';
import { identity } from '@bcl/transforms';
import { randomMixture, randomTransform } from '../fixtures/mixtures';
import { transformed } from '../fixtures/reference';
import { allocateGaussians, gaussiansOf } from '../state/gaussians';
import { frameOf } from './frame';
import { allocateProjected, project } from './projected';

const product = (a: Float64Array, b: Float64Array, n: number): number[] =>
  Array.from({ length: n * n }, (_, at) => {
    let sum = 0;
    for (let c = 0; c < n; c++) sum += a[Math.floor(at / n) * n + c] * b[c * n + (at % n)];
    return sum;
  });

describe('a projection', () => {
  const mixture = randomMixture(key(3), 2, 3);
  const transform = randomTransform(key(4), 3);
  const coordinates = [2, 0];
  const projected = allocateProjected(frameOf(transform, coordinates, 0.7), 2);
  project(projected, gaussiansOf(mixture));
  const reference = transformed(mixture, transform, 0.7);

  it('has means and covariances of y, spread included', () => {
    for (const k of [0, 1]) {
      const covariance = covarianceOf(reference, k);
      const factor = projected.factors.slice(4 * k, 4 * k + 4);
      const transposed = Float64Array.of(factor[0], factor[2], factor[1], factor[3]);
      const found = product(factor, transposed, 2);
      coordinates.forEach((d, i) => {
        expect(projected.means[2 * k + i]).toBeCloseTo(reference.means[3 * k + d], 12);
        coordinates.forEach((e, j) => expect(found[2 * i + j]).toBeCloseTo(covariance[3 * d + e], 12));
      });
    }
  });

  it('has the inverses of its factors', () => {
    for (const k of [0, 1]) {
      const [factor, inverse] = [projected.factors, projected.whitening].map((all) => all.slice(4 * k, 4 * k + 4));
      product(factor, inverse, 2).forEach((value, at) => expect(value).toBeCloseTo(unit(2)[at], 12));
    }
  });

  it('has constants that make densities of its weights', () => {
    const one = orThrow(mixtureOf({ weights: [1, 3], means: [[0], [1]], covariances: [4, 9] }));
    const line = allocateProjected(frameOf(identity(1), [0], 0), 2);
    project(line, gaussiansOf(one));
    const heights = [0.25 / Math.sqrt(8 * Math.PI), 0.75 / Math.sqrt(18 * Math.PI)];
    line.constants.forEach((constant, k) => expect(Math.exp(constant)).toBeCloseTo(heights[k], 14));
  });

  it('says which component is singular', () => {
    const flat = allocateGaussians(2, 2);
    flat.factors.set([1, 0, 0, 1, 1, 0, 0, 0]);
    const into = allocateProjected(frameOf(identity(2), [0, 1], 0), 2);
    expect(() => project(into, flat)).toThrow(
      /covariance of component 1 is singular in the 2 compared coordinates \(spread 0\); use an objective with spread/,
    );
    const blurred = allocateProjected(frameOf(identity(2), [0, 1], 0.1), 2);
    expect(() => project(blurred, flat)).not.toThrow();
  });
});

describe('gaussians', () => {
  it('refuse a mixture that has a covariance without a factor', () => {
    const broken = { ...randomMixture(key(1), 1, 2), covariances: Float64Array.of(1, 2, 2, 1) };
    expect(() => gaussiansOf(broken)).toThrow('the covariance of component 0 is not positive definite');
  });
});
