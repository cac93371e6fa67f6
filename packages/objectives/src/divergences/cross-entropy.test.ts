import { matrix } from '@bcl/linalg';
import { arrays } from '../algebra/arrays';
import { mean } from '../algebra/mean';
import { categoricalLogDensity } from './categorical-log-density';
import { crossEntropy } from './cross-entropy';

describe('crossEntropy', () => {
  const shares = [0.5, 0.3, 0.2];
  const labels = [0, 1, 2];
  const mass = Float64Array.from(shares);
  const loss = (logits: readonly number[]) => {
    const rows = matrix(3, 3, Float64Array.from([...logits, ...logits, ...logits]));
    return mean(arrays, crossEntropy().integrand(arrays, categoricalLogDensity(rows, labels)), mass)[0];
  };

  it('is −Σ q log p', () => {
    const probabilities = [0.2, 0.2, 0.6];
    const expected = -shares.reduce((sum, share, k) => sum + share * Math.log(probabilities[k]), 0);
    expect(loss(probabilities.map(Math.log))).toBeCloseTo(expected, 14);
  });

  it('is the entropy of q at p = q, and larger elsewhere', () => {
    const entropy = -shares.reduce((sum, share) => sum + share * Math.log(share), 0);
    expect(loss(shares.map(Math.log))).toBeCloseTo(entropy, 14);
    expect(loss([0, 0, 0])).toBeGreaterThan(entropy);
  });

  it('has the gradient −E_q[w ∂ log p(y)], which is softmax − q in the logits', () => {
    const logits = [0.4, -1, 0.2];
    const total = logits.reduce((sum, l) => sum + Math.exp(l), 0);
    const h = 1e-5;
    logits.forEach((l, k) => {
      const moved = (by: number) => loss(logits.map((each, j) => (j === k ? each + by : each)));
      expect((moved(h) - moved(-h)) / (2 * h)).toBeCloseTo(Math.exp(l) / total - shares[k], 8);
    });
    expect(crossEntropy().weight(arrays, Float64Array.of(-1, -2))).toEqual(Float64Array.of(1, 1));
  });

  it('says what it is', () => {
    expect(crossEntropy()).toMatchObject({ name: 'crossEntropy', targets: 'discrete', atEquality: 'entropy' });
  });
});
