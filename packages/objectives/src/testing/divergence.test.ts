import { forwardKL } from '../divergences/forward-kl';
import { reverseKL } from '../divergences/reverse-kl';
import { cases } from './cases';
import { divergence } from './divergence';
import { gaussian } from './mixture-density';

/** KL(N(m₁, s₁²) ‖ N(m₂, s₂²)). */
const klOfGaussians = (m1: number, s1: number, m2: number, s2: number): number =>
  Math.log(s2 / s1) + (s1 ** 2 + (m1 - m2) ** 2) / (2 * s2 ** 2) - 0.5;

test.each([
  [-0.5, 1.2, 0, 1],
  [0.4, 0.85, 0, 1],
  [0, 1, 0, 1],
])('quadrature gives the closed form of KL between Gaussians (%d, %d; %d, %d)', (m, s, n, t) => {
  const [model, data] = [gaussian(m, s), gaussian(n, t)];
  expect(divergence(reverseKL(), model, data)).toBeCloseTo(klOfGaussians(m, s, n, t), 10);
  expect(divergence(forwardKL({ data: 'density' }), model, data)).toBeCloseTo(klOfGaussians(n, t, m, s), 10);
});

test('without log q the value is larger by the entropy of q', () => {
  const [{ model, data }] = cases;
  const entropy = 0.5 * Math.log(2 * Math.PI * Math.E);
  expect(divergence(forwardKL(), model, data)).toBeCloseTo(klOfGaussians(0, 1, -0.5, 1.2) + entropy, 10);
});

test('in every case the second moment of q/p under p is finite', () => {
  for (const { model, data } of cases) {
    const [widestModel, widestData] = [model, data].map((density) => Math.max(...density.map((c) => c.deviation)));
    expect(2 * widestModel ** 2).toBeGreaterThan(widestData ** 2);
  }
});
