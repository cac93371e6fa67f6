import { adamStep, gradientOf, movingAverage, splitParameters, tf } from '@bcl/backend';
import type { ParameterSpec } from '@bcl/backend';
import { discriminatorLoss } from './discriminator-loss';
import { generatorLoss } from './generator-loss';
import type { TrainingInfo } from './info';
import { answersOf, drawInputs } from './inputs';
import type { Inputs, StepOf } from './inputs';
import { logitsOf } from './logits';
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
    const inputs = drawInputs(data, of);
    const discriminator = updateDiscriminator(of, specs, vectors, inputs);
    const generator = updateGenerator(of, specs, vectors, discriminator.vectors.discriminator, inputs);
    const shown: Shown = { ...discriminator.shown, ...generator.shown };
    const numbers = tf.stack(Object.values(shown));
    tf.dispose(shown);
    return { next: { ...generator.vectors, ...discriminator.vectors }, names: Object.keys(shown), numbers };
  });
  const values = numbers.dataSync();
  numbers.dispose();
  const info = Object.fromEntries(names.map((name, at) => [name, values[at]]));
  return { next, info: { step: of.step, ...info } as TrainingInfo };
}

function updateDiscriminator(of: StepOf, specs: Specs, vectors: Vectors, inputs: Inputs) {
  const { config, settings, step } = of;
  const answers = answersOf(config, splitParameters(vectors.generator, specs.generator), inputs);
  let shown: Shown = {};
  const { gradient } = gradientOf(vectors.discriminator, specs.discriminator, (parameters) => {
    const loss = discriminatorLoss(of, parameters, inputs, answers);
    shown = kept({
      discriminatorLoss: loss.data,
      penalty: loss.penalty,
      realLogit: loss.realLogit,
      fakeLogit: loss.fakeLogit,
    });
    return loss.total;
  });
  const { discriminator, discriminatorFirst, discriminatorSecond } = vectors;
  const { flat, first, second } = adamStep(
    discriminator,
    gradient,
    discriminatorFirst,
    discriminatorSecond,
    step + 1,
    settings.discriminatorAdam,
  );
  return {
    vectors: { discriminator: flat, discriminatorFirst: first, discriminatorSecond: second },
    shown: { ...shown, discriminatorGradient: tf.norm(gradient) as tf.Scalar },
  };
}

function updateGenerator(of: StepOf, specs: Specs, vectors: Vectors, discriminator: tf.Tensor1D, inputs: Inputs) {
  const { config, settings, step } = of;
  const judge = splitParameters(discriminator, specs.discriminator);
  const realLogit =
    settings.pairing === 'relativistic' ? logitsOf(config, judge, { real: inputs.real }).real : undefined;
  let shown: Shown = {};
  const { gradient } = gradientOf(vectors.generator, specs.generator, (parameters) => {
    const loss = generatorLoss(of, parameters, judge, inputs, realLogit);
    shown = kept({
      generatorLoss: loss.data,
      communicationLoss: loss.communication,
      reconstruction: loss.reconstruction,
    });
    return loss.total;
  });
  const { generator, generatorFirst, generatorSecond } = vectors;
  const { flat, first, second } = adamStep(
    generator,
    gradient,
    generatorFirst,
    generatorSecond,
    step + 1,
    settings.generatorAdam,
  );
  // A young average would remember the first weights for long.
  const decay = Math.min(settings.averageDecay, (1 + step) / (10 + step));
  return {
    vectors: {
      generator: flat,
      generatorFirst: first,
      generatorSecond: second,
      average: movingAverage(vectors.average, flat, decay),
    },
    shown: { ...shown, generatorGradient: tf.norm(gradient) as tf.Scalar },
  };
}

/** Numbers that outlive the gradient they were computed in; without those that are absent. */
function kept(shown: Record<string, tf.Scalar | undefined>): Shown {
  const present = Object.entries(shown).filter((entry): entry is [string, tf.Scalar] => entry[1] !== undefined);
  return Object.fromEntries(present.map(([name, value]) => [name, tf.keep(value)]));
}
