import {
  gaussian,
  inWords,
  logDensitiesAt,
  parameterNames,
  parameterScoresAt,
  parametersOf,
  pathsAt,
  scoresAt,
  withParameters,
} from './mixture-density';
import type { Density } from './mixture-density';
import { centralDifferences, expectation, logDensities, nodes } from './quadrature';

const mixture: Density = [
  { weight: 0.35, mean: -1, deviation: 0.9 },
  { weight: 0.65, mean: 0.8, deviation: 1.1 },
];
const points = Float64Array.of(-3, -0.4, 0, 1.7, 4);

test('log densities are those of the formula, and do not underflow', () => {
  const normal = (x: number, m: number, s: number): number =>
    Math.exp(-0.5 * ((x - m) / s) ** 2) / (s * Math.sqrt(2 * Math.PI));
  const found = logDensitiesAt(mixture, points);
  points.forEach((x, i) =>
    expect(found[i]).toBeCloseTo(Math.log(0.35 * normal(x, -1, 0.9) + 0.65 * normal(x, 0.8, 1.1)), 12),
  );
  expect(logDensitiesAt(mixture, Float64Array.of(1e4))[0]).toBeCloseTo(-0.5 * ((1e4 - 0.8) / 1.1) ** 2, -2);
});

test('densities integrate to 1, and Gaussians have their mean, variance and entropy', () => {
  const ones = new Float64Array(nodes.length).fill(1);
  for (const density of [mixture, gaussian(0.4, 0.85)]) {
    expect(expectation(logDensities(density), ones)).toBeCloseTo(1, 12);
  }
  const log = logDensities(gaussian(0.4, 0.85));
  expect(expectation(log, nodes)).toBeCloseTo(0.4, 12);
  expect(
    expectation(
      log,
      nodes.map((x) => (x - 0.4) ** 2),
    ),
  ).toBeCloseTo(0.85 ** 2, 12);
  expect(-expectation(log, log)).toBeCloseTo(0.5 * Math.log(2 * Math.PI * Math.E * 0.85 ** 2), 12);
});

test('the score is the derivative of the log density', () => {
  const found = scoresAt(mixture, points);
  points.forEach((x, i) => {
    const [difference] = centralDifferences(([at]) => logDensitiesAt(mixture, Float64Array.of(at))[0], [x]);
    expect(found[i]).toBeCloseTo(difference, 6);
  });
});

test('parameter scores are the derivatives by the parameters', () => {
  const found = parameterScoresAt(mixture, points);
  points.forEach((x, i) => {
    const differences = centralDifferences(
      (theta) => logDensitiesAt(withParameters(mixture, theta), Float64Array.of(x))[0],
      parametersOf(mixture),
    );
    differences.forEach((difference, j) => expect(found[j][i]).toBeCloseTo(difference, 6));
  });
});

test('along the paths, d/dθ E[h(x)] = E[h′(x) ∂x/∂θ]', () => {
  const h = (x: number): number => Math.sin(x) + x ** 2;
  const slope = (x: number): number => Math.cos(x) + 2 * x;
  const differences = centralDifferences(
    (theta) => expectation(logDensities(withParameters(mixture, theta)), nodes.map(h)),
    parametersOf(mixture),
  );
  const paths = pathsAt(mixture, nodes);
  differences.forEach((difference, j) =>
    expect(
      expectation(
        logDensities(mixture),
        nodes.map((x, i) => slope(x) * paths[j][i]),
      ),
    ).toBeCloseTo(difference, 6),
  );
});

test('parameters have names, and densities words', () => {
  expect(parametersOf(mixture)).toEqual([-1, 0.9, 0.8, 1.1]);
  expect(parameterNames(mixture)).toEqual([
    'the mean of component 1',
    'the standard deviation of component 1',
    'the mean of component 2',
    'the standard deviation of component 2',
  ]);
  expect(parameterNames(gaussian(0, 1))).toEqual(['its mean', 'its standard deviation']);
  expect([gaussian(0, 1), mixture].map(inWords)).toEqual(['N(0, 1²)', '0.35 N(-1, 0.9²) + 0.65 N(0.8, 1.1²)']);
});
