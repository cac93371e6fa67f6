import { softplus, tf } from '@bcl/backend';
import { communicationLogRatio } from '@bcl/objectives';
import type { Parameters } from '../network/transformer';
import { algebra } from './algebra';
import { seenOf } from './inputs';
import type { Inputs, StepOf } from './inputs';
import { logitsOf, slopesOf } from './logits';
import type { Sets } from './logits';
import { scalarSum, weightedSum } from './sums';
import type { Penalty } from './settings';

/** The parts of the discriminator's loss. */
export interface DiscriminatorLoss {
  /** What it descends: all parts, the penalty as often as it stands for steps. */
  readonly total: tf.Scalar;
  /** Telling data from answers. */
  readonly data: tf.Scalar;
  /** γ / 2 · ‖∇_x D‖², R1 and R2 together; absent where none is due. */
  readonly penalty?: tf.Scalar;
  readonly realLogit: tf.Scalar;
  readonly fakeLogit: tf.Scalar;
}

/**
 * The discriminator's loss, at answers that stand still.
 *
 * @param answers - [m, T, P]
 */
export function discriminatorLoss(
  step: StepOf,
  parameters: Parameters,
  inputs: Inputs,
  answers: tf.Tensor3D,
): DiscriminatorLoss {
  const { settings, terms } = step;
  const { logits, squares } = evaluate(step, parameters, inputs, answers);
  const { real, fake } = logits;
  const data =
    settings.pairing === 'relativistic'
      ? tf.mean<tf.Scalar>(softplus(tf.sub(fake, real)))
      : weightedSum(
          terms.data.map((term) => ({ ...term, weight: term.weight / totalOf(terms.data) })),
          ({ objective }) => objective.discriminator(algebra, real, fake),
        );
  const parts = [data];
  if (logits.other !== undefined) {
    // log p₁/p₂ at samples of p₁, which are in the place of the data, and of p₂.
    const [otherOfFirst, otherOfSecond] = tf.split<tf.Tensor1D>(logits.other, 2);
    const atFirst = communicationLogRatio(algebra, otherOfFirst, fake);
    const atSecond = communicationLogRatio(algebra, logits.second, otherOfSecond);
    parts.push(
      weightedSum(terms.communication, ({ objective }) => objective.discriminator(algebra, atFirst, atSecond)),
    );
  }
  const penalty = settings.penalty && penaltyOf(squares, settings.penalty);
  if (penalty !== undefined && settings.penalty !== undefined) parts.push(tf.mul(penalty, settings.penalty.every));
  return {
    total: scalarSum(parts),
    data,
    ...(penalty && { penalty }),
    realLogit: tf.mean(real),
    fakeLogit: tf.mean(fake),
  };
}

const totalOf = (terms: readonly { readonly weight: number }[]): number =>
  terms.reduce((sum, { weight }) => sum + weight, 0);

/** Logits of real rows, of answers to the first and to the second task, and of all answers in the other roles; squared slopes. */
function evaluate(
  { config, settings }: StepOf,
  parameters: Parameters,
  inputs: Inputs,
  answers: tf.Tensor3D,
): { logits: Sets<tf.Tensor1D>; squares: Sets<tf.Tensor1D> } {
  const { real, present, moves } = inputs;
  const { own, other } = seenOf(inputs, answers);
  const [fake, second] = other === undefined ? [own] : tf.split<tf.Tensor3D>(own, 2);
  const sets: Record<string, tf.Tensor3D> = { real, fake };
  if (other !== undefined) Object.assign(sets, { second, other });
  const { weight = 0, fakeWeight = 0, scale = 1 } = settings.penalty ?? {};
  const steep = [...(weight > 0 ? ['real'] : []), ...(fakeWeight > 0 ? ['fake'] : [])];
  if (present !== undefined) {
    const penalised = Object.fromEntries(steep.map((name) => [name, sets[name]]));
    const rest = Object.fromEntries(Object.entries(sets).filter(([name]) => !steep.includes(name)));
    const { logits, squares } = slopesOf(config, parameters, penalised, present);
    return { logits: { ...logits, ...logitsOf(config, parameters, rest) }, squares };
  }
  if (moves === undefined) return { logits: logitsOf(config, parameters, sets), squares: {} };
  const moved = Object.fromEntries(
    steep.map((name) => [`${name} moved`, tf.add<tf.Tensor3D>(sets[name], moves[name === 'real' ? 0 : 1])]),
  );
  const logits = logitsOf(config, parameters, { ...sets, ...moved });
  const squares = steep.map((name): [string, tf.Tensor1D] => {
    const difference = tf.sub(logits[`${name} moved`], logits[name]);
    return [name, tf.mul(tf.square(difference), 1 / scale ** 2)];
  });
  return { logits, squares: Object.fromEntries(squares) };
}

function penaltyOf(squares: Sets<tf.Tensor1D>, { weight, fakeWeight = 0 }: Penalty): tf.Scalar | undefined {
  const factors: Sets<number> = { real: weight / 2, fake: fakeWeight / 2 };
  const parts = Object.entries(squares).map(([name, square]) => tf.mul<tf.Scalar>(tf.mean(square), factors[name]));
  return parts.length === 0 ? undefined : scalarSum(parts);
}
