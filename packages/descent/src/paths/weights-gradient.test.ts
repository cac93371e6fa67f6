import { weightsGradient } from './weights-gradient';

describe('weightsGradient', () => {
  const weights = Float64Array.of(0.5, 0.3, 0.2);

  it('is the derivative of Σ π_k f_k by the logits', () => {
    const values = [2, -1, 4];
    const labels = [0, 1, 1, 2];
    const mass = Float64Array.of(0.5, 0.15, 0.15, 0.2);
    const logits = new Float64Array(3);
    weightsGradient(
      { labels, mass },
      weights,
      Float64Array.from(labels, (k) => values[k]),
      4,
      logits,
    );
    const mean = (at: number[]): number => {
      const total = at.reduce((sum, logit) => sum + Math.exp(logit), 0);
      return at.reduce((sum, logit, k) => sum + (Math.exp(logit) / total) * values[k], 0);
    };
    const start = Array.from(weights, Math.log);
    logits.forEach((by, k) => {
      const [low, high] = [-1e-5, 1e-5].map((step) => mean(start.map((logit, i) => (i === k ? logit + step : logit))));
      expect(by).toBeCloseTo((high - low) / 2e-5, 8);
    });
  });

  it('leaves a component without samples where it is, and does not care for a constant', () => {
    const strata = { labels: [0, 1], mass: Float64Array.of(0.5, 0.3) };
    const [a, b] = [0, 100].map((constant) => {
      const logits = new Float64Array(3);
      weightsGradient(strata, weights, Float64Array.of(1 + constant, 2 + constant), 2, logits);
      return logits;
    });
    expect(a[2]).toBe(0);
    expect(a[0] + a[1]).toBeCloseTo(0, 14);
    expect(a[0]).toBeLessThan(0);
    a.forEach((value, k) => expect(value).toBeCloseTo(b[k], 12));
  });
});
