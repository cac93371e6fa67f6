import { tf } from '@bcl/backend';
import { SOURCE, TARGET } from '../tokens/roles';
import type { Inputs } from './inputs';

/**
 * A squared error that leads the generator: see `TrainingSettings.reconstruction`. Each row counts as much as the share of S ∪ T that it is
 * given.
 */
export interface Reconstruction {
  /** Its factor at first, ≥ 0. */
  readonly weight: number;
  /** It falls along a line and has come to `floor` at this step. */
  readonly steps: number;
  /** The factor that stays for good, from 0 to `weight`; 0 without it. */
  readonly floor?: number;
  /**
   * In so many steps at the beginning, fewer than `steps`, there is nothing else: the discriminator stands still and is not asked,
   * which makes them several times as fast; the noise is 0, so that the generator does not learn to overlook it; and rows that are given
   * nothing draw another task, up to seven times. The factor falls from there on. A training that goes on from a state needs the
   * same number again. 0 without it.
   */
  readonly alone?: number;
  /**
   * The generator's learning rate in the first of the steps alone; it falls along a line to that of `generatorAdam` at their end. A
   * squared error stands a higher one than a discriminator. That of `generatorAdam` without it.
   */
  readonly learningRate?: number;
}

/** A {@link Reconstruction} with its defaults filled in. */
export type CompleteReconstruction = Required<Omit<Reconstruction, 'learningRate'>> &
  Pick<Reconstruction, 'learningRate'>;

/** The factor of the squared error in a step, counted from 0. */
export function reconstructionWeight(reconstruction: CompleteReconstruction | undefined, step: number): number {
  if (reconstruction === undefined) return 0;
  const { weight, steps, floor, alone } = reconstruction;
  if (step >= steps) return floor;
  return step <= alone ? weight : weight + ((floor - weight) * (step - alone)) / (steps - alone);
}

/** Whether the generator has no discriminator yet in a step, counted from 0. */
export function learnsAlone(reconstruction: CompleteReconstruction | undefined, step: number): boolean {
  return step < (reconstruction?.alone ?? 0);
}

/**
 * What the squared error at each value of a token counts in a mean over rows: as much as the share of S ∪ T that the row is given, and
 * nothing where it is not asked for. The less is given the more answers are right, of which a squared error wants the mean; a
 * row that is given nothing has no part in it.
 *
 * @param roles - n × T
 * @param values - P, values of a token
 * @returns n × T; times P, they sum to 1, or to 0 where nothing is both given and asked for
 */
export function errorWeights(roles: Uint8Array, tokens: number, values: number): Float32Array {
  const weights = new Float32Array(roles.length);
  let total = 0;
  for (let from = 0; from < roles.length; from += tokens) {
    const own = roles.subarray(from, from + tokens);
    const given = own.reduce((sum, role) => sum + (role === SOURCE ? 1 : 0), 0);
    const asked = own.reduce((sum, role) => sum + (role === TARGET ? 1 : 0), 0);
    if (given === 0 || asked === 0) continue;
    const share = given / (given + asked);
    total += share * asked * values;
    own.forEach((role, token) => {
      if (role === TARGET) weights[from + token] = share;
    });
  }
  return total === 0 ? weights : weights.map((weight) => weight / total);
}

/**
 * The mean of (x − answer)² over the values that the first n answers were asked for, weighted by {@link errorWeights}.
 *
 * @param answers - [m, T, P], m ≥ n
 */
export function squaredError({ rows, real, truth = real, lead }: Inputs, answers: tf.Tensor3D): tf.Scalar {
  if (lead === undefined)
    throw new TypeError('these inputs were drawn for a step in which the squared error has no weight');
  const size = [rows, answers.shape[1], answers.shape[2]];
  const first = answers.shape[0] === rows ? answers : tf.slice(answers, [0, 0, 0], size);
  const error = tf.sub(tf.slice(truth, [0, 0, 0], size), first);
  return tf.sum(tf.mul(tf.square(error), lead));
}
