import { arrays } from '../algebra/arrays';
import type { SimpleObjective } from '../contract/objective';
import type { Finding } from './finding';
import { agree, findings, shown } from './finding';

type Samplewise = readonly [name: string, f: (inputs: Float64Array) => Float64Array];

const batch = Float64Array.of(-3, -0.7, -0.1, 0, 0.4, 1.1, 2.5);

/**
 * A function of each sample gives one number a sample, the same in a batch as alone: only weights may look at the whole batch.
 * A discriminator's loss is one number, for batches of different lengths too.
 */
export function checkBatches(objective: SimpleObjective): readonly Finding[] {
  return findings('batches', (report) => {
    for (const [name, f] of samplewiseFunctions(objective)) {
      const together = f(batch);
      if (together.length !== batch.length) {
        report(
          `${name} of a batch of ${batch.length}: expected ${batch.length} numbers, one a sample, got ${together.length}; the learner takes the mean`,
        );
        continue;
      }
      const alone = batch.map((input) => f(Float64Array.of(input))[0]);
      const at = together.findIndex((value, i) => !agree(value, alone[i], 1e-9, 1e-9));
      if (at >= 0) {
        report(
          `${name} at ${batch[at]}: expected the same number in a batch as alone, got ${shown(together[at])} and ${shown(alone[at])}; only a ratio objective's weight may look at the whole batch`,
        );
      }
    }
    if (objective.form === 'ratio') {
      const loss = objective.discriminator(arrays, batch, batch.subarray(2));
      if (loss.length !== 1) {
        report(
          `discriminator: expected one number for the whole batch, got ${loss.length}; sum, and divide by the length`,
        );
      }
      const weights = objective.weight(arrays, batch);
      if (weights.length !== batch.length) {
        report(
          `weight of a batch of ${batch.length}: expected ${batch.length} numbers, one a sample, got ${weights.length}`,
        );
      }
    }
  });
}

function samplewiseFunctions(objective: SimpleObjective): readonly Samplewise[] {
  switch (objective.form) {
    case 'ratio':
      return [
        ['integrand', (l) => objective.integrand(arrays, l)],
        ['generator', (l) => objective.generator(arrays, l)],
      ];
    case 'likelihood': {
      // Log-probabilities of categories are not above 0.
      const logs = (l: Float64Array): Float64Array => l.map((value) => value - 3);
      const data = (l: Float64Array): Float64Array | undefined =>
        objective.needs.includes('dataDensity') ? l.map((value) => -3 - value / 2) : undefined;
      return [
        ['integrand', (l) => objective.integrand(arrays, logs(l), data(l))],
        ['weight', (l) => objective.weight(arrays, logs(l), data(l))],
      ];
    }
    case 'samples':
      return [];
  }
}
