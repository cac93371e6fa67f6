import { adamStep, gradientOf, movingAverage, splitParameters, tf } from '@bcl/backend';
import type { ParameterSpec } from '@bcl/backend';
import { discriminatorLoss } from './discriminator-loss';
import { generatorLoss } from './generator-loss';
import type { Parameters } from '../network/transformer';
import type { TrainingInfo } from './info';
import { answersOf, drawInputs } from './inputs';
import type { Inputs, StepOf } from './inputs';
import { cooled, warmed } from './learning-rate';
import { logitsOf } from './logits';
import { offTape } from './off-tape';
import { learnsAlone, reconstructionWeight, squaredError } from './reconstruction';
import type { Vectors } from './vectors';

/** The parameters of the two networks. */
export interface Specs {
  readonly generator: readonly ParameterSpec[];
  readonly discriminator: readonly ParameterSpec[];
}

/** A number that a step has to show, on the device. */
type Shown = Partial<Record<keyof TrainingInfo, tf.Scalar>>;

/**
 * One step: an update of the discriminator at the generator's answers, then one of the generator at that discriminator.
 *
 * The answers are computed once. The discriminator is updated in the middle of the generator's loss, at the answers through which
 * the generator's gradient will go. While the squared error leads alone, there is no discriminator in it.
 *
 * @param data - n × D
 * @returns new vectors, which the caller disposes of as of the old ones, and what the step has to show
 */
export function takeStep(
  of: StepOf,
  specs: Specs,
  vectors: Vectors,
  data: Float32Array,
): { next: Vectors; info: TrainingInfo } {
  const { next, names, numbers } = tf.tidy(() => {
    const { vectors: updated, shown } = updates(of, specs, vectors, drawInputs(data, of));
    const stacked = tf.stack(Object.values(shown));
    tf.dispose(shown);
    return { next: updated, names: Object.keys(shown), numbers: stacked };
  });
  const values = numbers.dataSync();
  numbers.dispose();
  const info = Object.fromEntries(names.map((name, at) => [name, values[at]]));
  return { next, info: { step: of.step, ...info } as TrainingInfo };
}

/** New vectors of one network, and what its update has to show. */
interface Update {
  readonly vectors: Partial<Vectors>;
  readonly shown: Shown;
}

function updates(of: StepOf, specs: Specs, vectors: Vectors, inputs: Inputs): { vectors: Vectors; shown: Shown } {
  const { config, settings, step } = of;
  const alone = learnsAlone(settings.reconstruction, step);
  let judged: Update = { vectors: alone ? untouched(vectors) : {}, shown: {} };
  let shown: Shown = {};
  const lossOf = (parameters: Parameters): tf.Scalar => {
    const answers = answersOf(config, parameters, inputs);
    if (alone) {
      const reconstruction = squaredError(inputs, answers);
      shown = kept({ reconstruction });
      return tf.mul(reconstruction, reconstructionWeight(settings.reconstruction, step));
    }
    judged = offTape(() => updateDiscriminator(of, specs, vectors, inputs, answers));
    const judge = splitParameters(judged.vectors.discriminator ?? vectors.discriminator, specs.discriminator);
    const realLogit =
      settings.pairing === 'relativistic' ? logitsOf(config, judge, { real: inputs.real }).real : undefined;
    const loss = generatorLoss(of, answers, judge, inputs, realLogit);
    shown = kept({
      generatorLoss: loss.data,
      communicationLoss: loss.communication,
      reconstruction: loss.reconstruction,
    });
    return loss.total;
  };
  const { gradient } = orDisposed(
    () => [judged.vectors, judged.shown, shown],
    () => gradientOf(vectors.generator, specs.generator, lossOf),
  );
  const { generator, generatorFirst, generatorSecond } = vectors;
  const adam = adamStep(
    generator,
    gradient,
    generatorFirst,
    generatorSecond,
    step + 1,
    cooled(warmed(settings.generatorAdam, step, settings), step, settings),
  );
  // A young average would remember the first weights for long.
  const decay = Math.min(settings.averageDecay, (1 + step) / (10 + step));
  const average = movingAverage(vectors.average, adam.flat, decay);
  const own = { generator: adam.flat, generatorFirst: adam.first, generatorSecond: adam.second, average };
  return {
    vectors: { ...vectors, ...own, ...judged.vectors },
    shown: { ...judged.shown, ...shown, generatorGradient: normOf(gradient) },
  };
}

/** The discriminator as it was, in tensors of their own: the old ones are disposed of after a step. */
function untouched({ discriminator, discriminatorFirst, discriminatorSecond }: Vectors): Update['vectors'] {
  return {
    discriminator: discriminator.clone(),
    discriminatorFirst: discriminatorFirst.clone(),
    discriminatorSecond: discriminatorSecond.clone(),
  };
}

/** The update of the discriminator; its tensors outlive the loss in which it is made. */
function updateDiscriminator(of: StepOf, specs: Specs, vectors: Vectors, inputs: Inputs, answers: tf.Tensor3D): Update {
  const { settings, step } = of;
  let shown: Shown = {};
  const lossOf = (parameters: Parameters): tf.Scalar => {
    const loss = discriminatorLoss(of, parameters, inputs, answers);
    shown = kept({
      discriminatorLoss: loss.data,
      penalty: loss.penalty,
      realLogit: loss.realLogit,
      fakeLogit: loss.fakeLogit,
    });
    return loss.total;
  };
  const { flat, first, second, norm } = tf.tidy(() => {
    const { gradient } = orDisposed(
      () => shown,
      () => gradientOf(vectors.discriminator, specs.discriminator, lossOf),
    );
    const { discriminator, discriminatorFirst, discriminatorSecond } = vectors;
    const adam = cooled(settings.discriminatorAdam, step, settings);
    // Its moments are as young as its own first step.
    const taken = step + 1 - (settings.reconstruction?.alone ?? 0);
    const next = adamStep(discriminator, gradient, discriminatorFirst, discriminatorSecond, taken, adam);
    return { ...next, norm: normOf(gradient) };
  });
  return {
    vectors: { discriminator: tf.keep(flat), discriminatorFirst: tf.keep(first), discriminatorSecond: tf.keep(second) },
    shown: { ...shown, discriminatorGradient: tf.keep(norm) },
  };
}

/** What `run` gives; where it throws, what was kept by then is disposed of. */
function orDisposed<A>(keptByThen: () => tf.TensorContainer, run: () => A): A {
  try {
    return run();
  } catch (error) {
    tf.dispose(keptByThen());
    throw error;
  }
}

/** The Euclidean norm; `tf.norm` raises to powers, which takes twenty times as long as squaring. */
function normOf(gradient: tf.Tensor1D): tf.Scalar {
  return tf.sqrt(tf.sum<tf.Scalar>(tf.square(gradient)));
}

/** Numbers that outlive the gradient they were computed in; without those that are absent. */
function kept(shown: Record<string, tf.Scalar | undefined>): Shown {
  const present = Object.entries(shown).filter((entry): entry is [string, tf.Scalar] => entry[1] !== undefined);
  return Object.fromEntries(present.map(([name, value]) => [name, tf.keep(value)]));
}
