import { problem, ProblemError } from '@bcl/errors';
import type { Problem } from '@bcl/errors';

/**
 * What a step has to show. All of it was computed before the weights that the step arrives at. Where the squared error of a warm
 * start leads alone, there is no discriminator, and no number that takes one.
 */
export interface TrainingInfo {
  /** The step just taken, from 0. */
  readonly step: number;
  /** The discriminator's loss at telling data from answers; 2 log 2 where it cannot, log 2 with relativistic pairing. */
  readonly discriminatorLoss?: number;
  /** The generator's loss between data and model. */
  readonly generatorLoss?: number;
  /** Its loss between two matchings, times its weight; only with communication. */
  readonly communicationLoss?: number;
  /** γ / 2 · ‖∇_x D‖², R1 and R2 together; only in steps in which it is due. */
  readonly penalty?: number;
  /** The squared error of x_T, a mean in which rows count by the share that they are given; only while it has weight. */
  readonly reconstruction?: number;
  /** The mean logit of the data. */
  readonly realLogit?: number;
  /** The mean logit of answers. */
  readonly fakeLogit?: number;
  /** The Euclidean norm of the gradient of all that the discriminator descends. */
  readonly discriminatorGradient?: number;
  /** The same for the generator. */
  readonly generatorGradient: number;
}

/** A number of {@link TrainingInfo} that is not finite, or beyond the limit. */
export type Diverged = Problem<'Diverged'>;

/**
 * Throws unless all numbers of a step are finite and within the limit.
 *
 * @throws ProblemError of the tag `Diverged`, which names the step and the number
 */
export function requireFinite(info: TrainingInfo, limit: number): void {
  for (const [name, value] of Object.entries(info) as [string, number][]) {
    if (name === 'step' || Math.abs(value) <= limit) continue;
    const size = Number.isFinite(value) ? `is ${value.toPrecision(3)}, beyond the limit of ${limit}` : `is ${value}`;
    throw new ProblemError<Diverged>(
      problem('Diverged', {
        what: `Training diverged at step ${info.step}: ${name} ${size}`,
        hint: 'the weights are those before that step; try a smaller learning rate, a penalty, or another key',
      }),
    );
  }
}
