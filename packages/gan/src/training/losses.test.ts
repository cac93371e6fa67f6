import { gradientOf, splitParameters, tf } from '@bcl/backend';
import { withBackend } from '@bcl/backend/testing';
import { conditional, uniformRatio } from '@bcl/masks';
import { key } from '@bcl/random';
import { nested, referenceDiscriminator, weightsOf } from '../fixtures/reference';
import { stepOf } from '../fixtures/step-of';
import { shaken, tinyImage as config } from '../fixtures/tiny';
import { discriminatorParameters, generatorParameters } from '../network/parameters';
import { tokenTasks } from '../tokens/token-tasks';
import { discriminatorLoss } from './discriminator-loss';
import { generatorLoss } from './generator-loss';
import { answersOf, drawInputs, seenOf } from './inputs';
import type { Inputs } from './inputs';
import { fastNormal } from './noise';
import type { TrainingSettings } from './settings';

withBackend();

const tokens = 2;
const width = 7;
const values = 4;
const state = shaken(config);
const specs = { generator: generatorParameters(config), discriminator: discriminatorParameters(config) };
const data = fastNormal(key(4), 3 * 8);
/** One of the two tokens is given. */
const halves = tokenTasks(conditional(uniformRatio(0.5, 0.5)), config.layout);
const softplus = (a: number): number => Math.log1p(Math.exp(-Math.abs(a))) + Math.max(a, 0);
const mean = (all: readonly number[]): number => all.reduce((sum, value) => sum + value, 0) / all.length;

/** The inputs of a step and the answers to them, which the caller need not dispose of within `use`. */
function withStep<A>(settings: Partial<TrainingSettings>, use: (inputs: Inputs, answers: tf.Tensor3D) => A): A {
  let result: A | undefined;
  tf.tidy(() => {
    const inputs = drawInputs(data, stepOf(config, settings));
    const answers = answersOf(config, splitParameters(tf.tensor1d(state.generator), specs.generator), inputs);
    result = use(inputs, answers);
  });
  return result as A;
}

/** The loss of the discriminator by the reference, as a function of its flat vector. */
function referenceLoss(settings: Partial<TrainingSettings>, inputs: Inputs, answers: tf.Tensor3D) {
  const step = stepOf(config, settings);
  const rowsOf = (x: tf.Tensor): number[][][] => nested(x.dataSync(), tokens, width);
  const { own, other } = seenOf(inputs, answers);
  const sets = { real: rowsOf(inputs.real), own: rowsOf(own), other: other && rowsOf(other) };
  const present = inputs.present && rowsOf(inputs.present);
  return (flat: ArrayLike<number>): number => {
    const weights = weightsOf(specs.discriminator, flat);
    const logit = (row: number[][]): number => referenceDiscriminator(config.discriminator, weights, row);
    const real = sets.real.map(logit);
    const own = sets.own.map(logit);
    const fake = own.slice(0, 3);
    let loss =
      step.settings.pairing === 'relativistic'
        ? mean(fake.map((f, n) => softplus(f - real[n])))
        : mean(real.map((r) => softplus(-r))) + mean(fake.map(softplus));
    if (sets.other !== undefined) {
      const other = sets.other.map(logit);
      const first = fake.map((f, n) => softplus(-(other[n] - f)));
      const second = own.slice(3).map((o, n) => softplus(o - other[3 + n]));
      loss += step.settings.communicationWeight * mean(first) + step.settings.communicationWeight * mean(second);
    }
    const { weight = 0, fakeWeight = 0, every = 1 } = step.settings.penalty ?? {};
    if (present !== undefined) {
      const slope = (row: number[][], n: number): number => {
        let sum = 0;
        for (let t = 0; t < tokens; t++) {
          for (let i = 0; i < values; i++) {
            const moved = (by: number) => row.map((cell, u) => cell.map((v, j) => (u === t && j === i ? v + by : v)));
            const derivative = (logit(moved(1e-4)) - logit(moved(-1e-4))) / 2e-4;
            sum += (present[n][t][i] * derivative) ** 2;
          }
        }
        return sum;
      };
      loss += every * (weight / 2) * mean(sets.real.map(slope));
      loss += every * (fakeWeight / 2) * mean(sets.own.slice(0, 3).map(slope));
    }
    return loss;
  };
}

describe('the discriminator’s loss and its gradient are those of the reference', () => {
  it.each<[string, Partial<TrainingSettings>]>([
    ['naive', {}],
    ['communication', { objective: 'communication', communicationWeight: 0.7 }],
    ['relativistic', { pairing: 'relativistic' }],
    ['R1', { penalty: { weight: 3 } }],
    ['R2 alone', { penalty: { weight: 0, fakeWeight: 2 } }],
    [
      'R1 and R2, lazily, with communication',
      { objective: 'communication', penalty: { weight: 3, fakeWeight: 2, every: 4 } },
    ],
    ['relativistic with R1 and R2', { pairing: 'relativistic', penalty: { weight: 1, fakeWeight: 1 } }],
    ['a spread objective', { objective: { name: 'spread', parameters: { of: 'nonSaturating', scale: 0.5 } } }],
  ])('%s', (_name, settings) => {
    withStep(settings, (inputs, answers) => {
      const { value, gradient } = gradientOf(
        tf.tensor1d(state.discriminator),
        specs.discriminator,
        (parameters) => discriminatorLoss(stepOf(config, settings), parameters, inputs, answers).total,
      );
      const reference = referenceLoss(settings, inputs, answers);
      const flat = Float64Array.from(state.discriminator);
      const expected = reference(flat);
      expect(value.dataSync()[0] / expected).toBeCloseTo(1, 3);
      const found = gradient.dataSync<'float32'>();
      // Along a few directions that touch every weight, and at a few weights alone.
      for (let direction = 0; direction < 3; direction++) {
        const along = Float64Array.from(flat, (_, at) =>
          Math.sin((direction + 1.3) * at + 0.7 * direction * direction),
        );
        const moved = (by: number) => reference(flat.map((weight, at) => weight + by * along[at]));
        const slope = (moved(1e-4) - moved(-1e-4)) / 2e-4;
        const dot = found.reduce((sum, derivative, at) => sum + derivative * along[at], 0);
        const scale = Math.sqrt(found.reduce((sum, derivative) => sum + derivative ** 2, 0));
        expect(Math.abs(dot - slope)).toBeLessThan(2e-3 * scale + 1e-5);
      }
    });
  });
});

describe('a penalty by finite differences', () => {
  it('has the exact penalty as its mean', () => {
    const penaltyOf = (form: 'exact' | 'finiteDifference', seed: number): number =>
      withStep({ penalty: { weight: 2, fakeWeight: 2, form }, key: key(seed) }, (inputs, answers) => {
        const step = stepOf(config, { penalty: { weight: 2, fakeWeight: 2, form }, key: key(seed) });
        const parameters = splitParameters(tf.tensor1d(state.discriminator), specs.discriminator);
        const { penalty } = discriminatorLoss(step, parameters, inputs, answers);
        return penalty?.dataSync()[0] ?? NaN;
      });
    const seeds = Array.from({ length: 60 }, (_, at) => at);
    const exact = seeds.map((seed) => penaltyOf('exact', seed));
    const rough = seeds.map((seed) => penaltyOf('finiteDifference', seed));
    const differences = rough.map((value, at) => value / exact[at] - 1);
    const error = Math.sqrt(mean(differences.map((d) => d * d)) / seeds.length);
    expect(error).toBeGreaterThan(0);
    expect(Math.abs(mean(differences))).toBeLessThan(4 * error);
  });
});

describe('the generator’s loss', () => {
  it.each<[string, Partial<TrainingSettings>]>([
    ['naive', {}],
    ['communication', { objective: 'communication', communicationWeight: 0.7 }],
    ['relativistic', { pairing: 'relativistic' }],
    ['reconstruction', { reconstruction: { weight: 2, steps: 10 }, tasks: halves }],
  ])('%s follows from the logits', (_name, settings) => {
    withStep(settings, (inputs, answers) => {
      const judge = splitParameters(tf.tensor1d(state.discriminator), specs.discriminator);
      const weights = weightsOf(specs.discriminator, state.discriminator);
      const logits = (x: tf.Tensor) =>
        nested(x.dataSync(), tokens, width).map((row) => referenceDiscriminator(config.discriminator, weights, row));
      const real = logits(inputs.real);
      const seen = seenOf(inputs, answers);
      const own = logits(seen.own);
      const relativistic = settings.pairing === 'relativistic';
      const realLogit = relativistic ? tf.tensor1d(real) : undefined;
      const loss = generatorLoss(stepOf(config, settings), answers, judge, inputs, realLogit);
      const logRatio = own.slice(0, 3).map((logit, n) => (relativistic ? logit - real[n] : logit));
      expect(loss.data.dataSync()[0]).toBeCloseTo(mean(logRatio.map((l) => softplus(-l))), 4);
      if (seen.other !== undefined) {
        const other = logits(seen.other);
        const expected = 0.7 * mean(own.map((logit, n) => softplus(other[n] - logit)));
        expect(loss.communication?.dataSync()[0]).toBeCloseTo(expected, 4);
      }
      if (settings.reconstruction !== undefined) {
        const roles = nested(inputs.roles.dataSync(), tokens, 3);
        const truth = nested(inputs.real.dataSync(), tokens, width);
        const answered = nested(answers.dataSync(), tokens, values);
        let [errors, weights] = [0, 0];
        roles.forEach((row, n) => {
          const [given, asked] = [0, 1].map((role) => row.reduce((sum, cell) => sum + cell[role], 0));
          const share = given / (given + asked);
          row.forEach((cell, t) => {
            for (let i = 0; i < values && cell[1] === 1; i++) {
              errors += share * (answered[n][t][i] - truth[n][t][i]) ** 2;
              weights += share;
            }
          });
        });
        expect(weights).toBeGreaterThan(0);
        expect(loss.reconstruction?.dataSync()[0]).toBeCloseTo(errors / weights, 4);
      }
      expect(own).toHaveLength(seen.other === undefined ? 3 : 6);
    });
  });

  it('has the gradient of what it stands for', () => {
    const settings = {
      objective: 'communication',
      communicationWeight: 0.7,
      reconstruction: { weight: 2, steps: 10 },
      tasks: halves,
    } as const;
    withStep(settings, (inputs) => {
      const step = stepOf(config, settings);
      const judge = splitParameters(tf.tensor1d(state.discriminator), specs.discriminator);
      const { gradient } = gradientOf(
        tf.tensor1d(state.generator),
        specs.generator,
        (parameters) => generatorLoss(step, answersOf(config, parameters, inputs), judge, inputs).total,
      );
      const reported = (flat: Float32Array): number => {
        const parameters = splitParameters(tf.tensor1d(flat), specs.generator);
        const { data, communication, reconstruction } = generatorLoss(
          step,
          answersOf(config, parameters, inputs),
          judge,
          inputs,
        );
        const [a, b, c] = [data, communication, reconstruction].map((part) => part?.dataSync()[0] ?? NaN);
        return a + b + 2 * c;
      };
      const found = gradient.dataSync<'float32'>();
      const along = Float32Array.from(found, (_, at) => Math.sin(1.3 * at));
      const moved = (by: number) => reported(state.generator.map((weight, at) => weight + by * along[at]));
      const slope = (moved(1e-3) - moved(-1e-3)) / 2e-3;
      const dot = found.reduce((sum, derivative, at) => sum + derivative * along[at], 0);
      expect(dot / slope).toBeCloseTo(1, 1);
      expect(Math.abs(dot - slope)).toBeLessThan(0.02 * Math.abs(slope) + 0.02);
    });
  });
});
