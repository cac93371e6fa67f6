import { matrix } from '@bcl/linalg';
import { fold } from '@bcl/random';
import type { Key } from '@bcl/random';
import { arrays } from '../algebra/arrays';
import type { LikelihoodObjective, RatioObjective, SampleObjective, SimpleObjective } from '../contract/objective';
import type { Finding, Report } from './finding';
import { findings, shown } from './finding';
import { drawPoints, movedPoints } from './point-sets';

/** From a model that lies far from the data (a sample of p where q is next to nothing) to one that misses most of it. */
const logRatios = Float64Array.of(-1e4, -700, -50, -1, -1e-8, 0, 1e-8, 1, 50, 300);
const logits = Float64Array.of(-300, -50, -1, 0, 1, 50, 300);
const logDensities = Float64Array.of(-1e4, -700, -50, -1, -1e-8);

/**
 * Nothing overflows, and no 0/0 appears, where the mathematics has a finite value: for log-ratios from −10,000 to 300 and
 * log-densities down to −10,000, in mixed batches, in batches of equal inputs and in batches of one; for sets of points that
 * are large, tiny, constant or of one point. Weights are not negative.
 */
export function checkFinite(objective: SimpleObjective, key: Key): readonly Finding[] {
  return findings('finite', (report) => {
    switch (objective.form) {
      case 'ratio':
        return ratio(objective, report);
      case 'likelihood':
        return likelihood(objective, report);
      case 'samples':
        return samples(objective, key, report);
    }
  });
}

/** A batch of everything, batches of one, and batches of equal inputs. */
const batchesOf = (inputs: Float64Array): readonly Float64Array[] => [
  inputs,
  ...Array.from(inputs, (input) => Float64Array.of(input)),
  ...Array.from(inputs, (input) => new Float64Array(4).fill(input)),
];

function ratio(objective: RatioObjective, report: Report): void {
  const functions: readonly Watched[] = [
    ['integrand', (l) => objective.integrand(arrays, l)],
    ['generator', (l) => objective.generator(arrays, l)],
    ['weight', (l) => objective.weight(arrays, l), 'not negative'],
    ['weight with mass', (l) => objective.weight(arrays, l, unevenMass(l.length)), 'not negative'],
  ];
  for (const watched of functions) expectFinite(watched, batchesOf(logRatios), 'log-ratio', report);
  const discriminator: Watched = ['discriminator', (l) => objective.discriminator(arrays, l, l.slice().reverse())];
  expectFinite(discriminator, batchesOf(logits), 'logit', report);
}

function likelihood(objective: LikelihoodObjective, report: Report): void {
  const data = (l: Float64Array): Float64Array | undefined =>
    objective.needs.includes('dataDensity') ? new Float64Array(l.length).fill(-1) : undefined;
  const functions: readonly Watched[] = [
    ['integrand', (l) => objective.integrand(arrays, l, data(l))],
    ['weight', (l) => objective.weight(arrays, l, data(l)), 'not negative'],
  ];
  for (const watched of functions) expectFinite(watched, batchesOf(logDensities), 'log p', report);
}

/** Shares 1, 2, 3, … over their sum. */
const unevenMass = (n: number): Float64Array =>
  Float64Array.from({ length: n }, (_, i) => (2 * (i + 1)) / (n * (n + 1)));

type Watched = readonly [name: string, f: (inputs: Float64Array) => Float64Array, sign?: 'not negative'];

/** Reports the first place where a function is not what it should be. */
function expectFinite([name, f, sign]: Watched, batches: readonly Float64Array[], input: string, report: Report): void {
  for (const batch of batches) {
    const values = f(batch);
    const at = values.findIndex((value) => !Number.isFinite(value) || (sign !== undefined && value < 0));
    if (at < 0) continue;
    const place =
      values.length === batch.length ? `${input} ${batch[at]}` : `${input}s ${Array.from(batch).join(', ')}`;
    const kind =
      batch.length === 1
        ? 'in a batch of one'
        : batch.every((v) => v === batch[0])
          ? 'in a batch of equal inputs'
          : 'in a batch';
    const wanted = sign === undefined ? 'a finite number' : `a finite number that is ${sign}`;
    const hint = Number.isFinite(values[at])
      ? 'a weight is r² f″(r), and f is convex'
      : 'look for an exponential that overflows and for 0 · ∞ or 0 / 0; expm1, softplus and sigmoid keep to the range, and maximum is there to be taken off before exp';
    return report(`${name} at ${place}, ${kind}: expected ${wanted}, got ${shown(values[at])}; ${hint}`);
  }
}

function samples(objective: SampleObjective, key: Key, report: Report): void {
  const model = drawPoints(fold(key, 'model'), 5, 2);
  const data = drawPoints(fold(key, 'data'), 7, 2);
  const one = matrix(1, 2, Float64Array.of(0.3, -0.2));
  const constant = matrix(4, 2, new Float64Array(8).fill(1));
  const trials = {
    'large points': [movedPoints(model, 0, 1e6), movedPoints(data, 0, 1e6)],
    'points that nearly coincide': [movedPoints(model, 1, 1e-9), movedPoints(data, 1, 1e-9)],
    'one point against one': [one, movedPoints(one, 1)],
    'one point against seven': [one, data],
    'five points against one': [model, one],
    'four times the same point': [constant, data],
    'one column': [drawPoints(fold(key, 'line'), 5, 1), drawPoints(fold(key, 'other line'), 6, 1)],
  } as const;
  for (const [name, [p, q]] of Object.entries(trials)) {
    const { value, gradient } = objective.compare(p, q, key);
    const wrong = [value, ...gradient.data].find((number) => !Number.isFinite(number));
    if (wrong !== undefined) {
      return report(
        `compare with ${name}: expected a finite value and gradient, got ${shown(wrong)}; look for a division by a distance, a spread or a count that may be 0`,
      );
    }
    if (gradient.rows !== p.rows || gradient.columns !== p.columns) {
      return report(
        `compare with ${name}: expected a gradient of ${p.rows} × ${p.columns}, as the model's points, got ${gradient.rows} × ${gradient.columns}`,
      );
    }
  }
}
