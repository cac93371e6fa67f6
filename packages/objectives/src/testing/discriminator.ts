import { arrays } from '../algebra/arrays';
import type { RatioObjective, SimpleObjective } from '../contract/objective';
import { duals, variable } from './dual';
import type { Finding } from './finding';
import { agree, findings, shown } from './finding';

/** Counts out of 10 of two points under q and under p. */
const worlds = [
  { data: [3, 7], model: [6, 4] },
  { data: [8, 2], model: [5, 5] },
] as const;

/**
 * The discriminator's loss is smallest where the logit is log q/p: on two points with known probabilities its minimum is found
 * by line searches. Its derivative by dual numbers is that by differences.
 */
export function checkDiscriminator(objective: SimpleObjective): readonly Finding[] {
  if (objective.form !== 'ratio') return [];
  return findings('discriminator', (report) => {
    for (const { data, model } of worlds) {
      const wanted = data.map((count, i) => Math.log(count / model[i]));
      const found = minimise((logits) => lossOf(objective, logits, data, model));
      if (found.every((logit, i) => agree(logit, wanted[i], 1e-3, 1))) continue;
      const swapped = found.every((logit, i) => agree(logit, -wanted[i], 1e-3, 1));
      return report(
        `the discriminator's best logits on two points with q = (${data.map((n) => n / 10).join(', ')}), p = (${model.map((n) => n / 10).join(', ')}): expected log q/p = (${wanted.map(shown).join(', ')}), got (${found.map(shown).join(', ')}); ${swapped ? 'data and model are swapped' : 'look at the signs of the logits and at the means over the two batches'}`,
      );
    }
    const logits = Float64Array.of(-0.7, 0.4, 1.1);
    const other = Float64Array.of(0.3, -1.2);
    const slope = objective.discriminator(duals, variable(logits), variable(other)).slopes[0];
    const at = (by: number): number => {
      const move = (value: number): number => value + by;
      return objective.discriminator(arrays, logits.map(move), other.map(move))[0];
    };
    const difference = (at(1e-5) - at(-1e-5)) / 2e-5;
    if (agree(slope, difference, 1e-5, 1e-3)) return;
    report(
      `the discriminator's derivative along equal changes of all logits: expected ${shown(difference)}, by differences of its values, got ${shown(slope)} by differentiation; look for a detach in it`,
    );
  });
}

/** The loss where the logits at two points are these, and batches hold the points as often as they occur out of ten. */
function lossOf(
  objective: RatioObjective,
  logits: readonly number[],
  data: readonly number[],
  model: readonly number[],
): number {
  const batch = (counts: readonly number[]): Float64Array =>
    Float64Array.from(counts.flatMap((count, i) => new Array<number>(count).fill(logits[i])));
  return objective.discriminator(arrays, batch(data), batch(model))[0];
}

/** The minimum over two numbers in [−6, 6], one at a time, twice over, by golden sections (Kiefer 1953). */
function minimise(f: (at: readonly number[]) => number): readonly number[] {
  let at: readonly number[] = [0, 0];
  for (let sweep = 0; sweep < 2; sweep++) {
    for (const i of [0, 1]) {
      const best = goldenSection((value) => f(at.map((old, j) => (i === j ? value : old))));
      at = at.map((old, j) => (i === j ? best : old));
    }
  }
  return at;
}

function goldenSection(f: (at: number) => number): number {
  const ratio = (Math.sqrt(5) - 1) / 2;
  let [low, high] = [-6, 6];
  let [left, right] = [high - ratio * (high - low), low + ratio * (high - low)];
  let [atLeft, atRight] = [f(left), f(right)];
  while (high - low > 1e-4) {
    if (atLeft < atRight) {
      [high, right, atRight] = [right, left, atLeft];
      left = high - ratio * (high - low);
      atLeft = f(left);
    } else {
      [low, left, atLeft] = [left, right, atRight];
      right = low + ratio * (high - low);
      atRight = f(right);
    }
  }
  return (low + high) / 2;
}
