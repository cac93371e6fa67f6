import { tf } from '@bcl/backend';
import { communicationLogRatio, surrogateLoss } from '@bcl/objectives';
import type { Parameters } from '../network/transformer';
import { algebra } from './algebra';
import { seenOf } from './inputs';
import type { Inputs, StepOf } from './inputs';
import { logitsOf } from './logits';
import { reconstructionWeight, squaredError } from './reconstruction';
import { scalarSum, weightedSum } from './sums';

/** The parts of the generator's loss. */
export interface GeneratorLoss {
  /** What it descends. */
  readonly total: tf.Scalar;
  /** The objective between the data and the model, as a generator's loss. */
  readonly data: tf.Scalar;
  /** The objective between two matchings; absent without one. */
  readonly communication?: tf.Scalar;
  /** The squared error of x_T, without its weight; absent where that is 0. */
  readonly reconstruction?: tf.Scalar;
}

/**
 * The generator's loss, at a discriminator that stands still.
 *
 * Its gradient is that of `surrogateLoss`, which is the objective's own also where it normalises or clips its weights; what is
 * reported is the mean of the objective's `generator`.
 *
 * @param answers - [m, T, P]
 * @param realLogit - logits of the data, [n]: with relativistic pairing
 */
export function generatorLoss(
  { config, settings, terms, step }: StepOf,
  answers: tf.Tensor3D,
  discriminator: Parameters,
  inputs: Inputs,
  realLogit?: tf.Tensor1D,
): GeneratorLoss {
  const { own, other } = seenOf(inputs, answers);
  const logits = logitsOf(config, discriminator, { own, ...(other && { other }) });
  const fake = other === undefined ? logits.own : tf.slice(logits.own, 0, inputs.rows);
  const logRatio = realLogit === undefined ? fake : tf.sub<tf.Tensor1D>(fake, realLogit);
  const parts = [weightedSum(terms.data, ({ objective }) => surrogateLoss(algebra, objective, logRatio))];
  const data = weightedSum(terms.data, ({ objective }) => objective.generator(algebra, logRatio));
  let communication: tf.Scalar | undefined;
  if (other !== undefined) {
    const between = communicationLogRatio(algebra, logits.own, logits.other);
    parts.push(weightedSum(terms.communication, ({ objective }) => surrogateLoss(algebra, objective, between)));
    communication = weightedSum(terms.communication, ({ objective }) => objective.generator(algebra, between));
  }
  const led = reconstructionWeight(settings.reconstruction, step);
  const reconstruction = led > 0 ? squaredError(inputs, answers) : undefined;
  if (reconstruction !== undefined) parts.push(tf.mul(reconstruction, led));
  return {
    total: scalarSum(parts),
    data,
    ...(communication && { communication }),
    ...(reconstruction && { reconstruction }),
  };
}
