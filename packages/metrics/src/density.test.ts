import { meanLogLikelihood, monteCarloKL } from './density';

/** Standard normal quantiles at (i + 1/2) / n by bisection of erf's series: a sample without chance. */
function normalSample(n: number): number[] {
  const cdf = (x: number) => {
    let term = x;
    let sum = x;
    for (let k = 1; k < 200; k++) {
      term *= (x * x) / (2 * k + 1);
      sum += term;
    }
    return 0.5 + (sum * Math.exp((-x * x) / 2)) / Math.sqrt(2 * Math.PI);
  };
  return Array.from({ length: n }, (_, i) => {
    let [low, high] = [-6, 6];
    for (let step = 0; step < 60; step++) {
      const middle = (low + high) / 2;
      if (cdf(middle) < (i + 0.5) / n) low = middle;
      else high = middle;
    }
    return (low + high) / 2;
  });
}
const logNormal = (x: number, mean: number, sd: number) =>
  -0.5 * Math.log(2 * Math.PI) - Math.log(sd) - 0.5 * ((x - mean) / sd) ** 2;

describe('monteCarloKL', () => {
  const sample = normalSample(2000);
  const logP = sample.map((x) => logNormal(x, 0, 1));

  it.each([
    [0, 1],
    [1, 1],
    [0.5, 2],
    [-1, 0.7],
  ])('is near KL[N(0, 1) || N(%d, %d²)] in closed form', (mean, sd) => {
    const logQ = sample.map((x) => logNormal(x, mean, sd));
    const exact = Math.log(sd) + (1 + mean * mean) / (2 * sd * sd) - 0.5;
    const { estimate, standardError } = monteCarloKL(logP, logQ);
    expect(Math.abs(estimate - exact)).toBeLessThan(2e-3);
    // Var[log p - log q] = Var[c x² + d x] = 2 c² + d² for a standard normal x
    const c = 0.5 / (sd * sd) - 0.5;
    const d = -mean / (sd * sd);
    expect(Math.abs(standardError - Math.sqrt((2 * c * c + d * d) / 2000))).toBeLessThan(2e-4);
  });

  it('is exactly 0 with no error for equal distributions', () => {
    expect(monteCarloKL(logP, logP)).toEqual({ estimate: 0, standardError: 0 });
  });

  it('is infinite where q has no mass', () => {
    expect(monteCarloKL([-1, -1], [-2, -Infinity])).toEqual({ estimate: Infinity, standardError: Infinity });
  });

  it.each([
    ['unequal lengths', [-1, -1], [-1], 'both must belong to the same samples'],
    ['one sample', [-1], [-1], 'at least 2 samples'],
    ['NaN', [-1, NaN], [-1, -1], 'logP[1] is NaN'],
    ['an infinite density', [-1, -1], [-1, Infinity], 'logQ[1] is Infinity'],
    ['a sample that p cannot draw', [-Infinity, -1], [-1, -1], 'p cannot have drawn that sample'],
  ])('refuses %s', (_, p, q, message) => {
    expect(() => monteCarloKL(p, q)).toThrow(RangeError);
    expect(() => monteCarloKL(p, q)).toThrow(message);
  });
});

describe('meanLogLikelihood', () => {
  it('is the mean', () => {
    expect(meanLogLikelihood(Float64Array.of(-3, 1, 5))).toBe(1);
  });

  it('is -Infinity when a row is impossible', () => {
    expect(meanLogLikelihood([-1, -Infinity])).toBe(-Infinity);
  });

  it('refuses no rows and NaN', () => {
    expect(() => meanLogLikelihood([])).toThrow('logDensities is empty');
    expect(() => meanLogLikelihood([NaN])).toThrow('logDensities[0] is NaN');
  });
});
