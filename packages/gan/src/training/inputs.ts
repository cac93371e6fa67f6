import { tf } from '@bcl/backend';
import { fold } from '@bcl/random';
import type { Key } from '@bcl/random';
import type { GanConfig } from '../network/config';
import { discriminatorFeatures, generatorFeatures } from '../network/parameters';
import { generatorForward } from '../network/generator';
import type { Parameters } from '../network/transformer';
import type { TokenMap } from '../tokens/layout';
import { ROLES } from '../tokens/roles';
import {
  cells,
  discriminatorInput,
  drawNoise,
  generatorInput,
  knownValues,
  noNoise,
  onPresent,
  oneHotRoles,
  targetMask,
} from './batch';
import { drawOtherRoles, drawRoles } from './draw';
import { fastNormal } from './noise';
import { errorWeights, learnsAlone, reconstructionWeight } from './reconstruction';
import type { CompleteSettings } from './settings';
import type { Terms } from './terms';

/** The tensors of one step. n rows of data; m answers, n of them to the tasks drawn, n more to other tasks where these communicate. */
export interface Inputs {
  readonly rows: number;
  /** What the discriminator sees of the data, [n, T, P + 3]. */
  readonly real: tf.Tensor3D;
  /** The same without the noise of a spread objective; only with one. */
  readonly truth?: tf.Tensor3D;
  /** What the generator sees, [m, T, F]. */
  readonly generator: tf.Tensor3D;
  /** x_S of the answers, [m, T, P]. */
  readonly known: tf.Tensor3D;
  /** 1 where a token of an answer is asked for, [m, T, 1]. */
  readonly target: tf.Tensor3D;
  /** The roles of the answers, [m, T, 3]. */
  readonly roles: tf.Tensor3D;
  /** The roles of the task that each answer is compared with, [m, T, 3]; only with communication. */
  readonly otherRoles?: tf.Tensor3D;
  /** The noise of a spread objective, [m, T, P + 3]; only with one. */
  readonly spread?: tf.Tensor3D;
  /** 1 at values of the data that are not absent, [n, T, P + 3]; only with an exact penalty. */
  readonly present?: tf.Tensor3D;
  /** The steps of a finite difference at real and at generated rows, [n, T, P + 3]; only with such a penalty. */
  readonly moves?: readonly [real: tf.Tensor3D, fake: tf.Tensor3D];
  /** What the squared error at a value of a token counts, [n, T, 1]; only where it leads. */
  readonly lead?: tf.Tensor3D;
}

/** Where the numbers of a step come from. */
export interface StepOf {
  readonly config: GanConfig;
  readonly map: TokenMap;
  readonly settings: CompleteSettings;
  readonly terms: Terms;
  /** The step, from 0. */
  readonly step: number;
  /** Whether the penalty is due. */
  readonly penalised: boolean;
}

/** Tasks that a row draws at most to be given something; with 8, two of three that give nothing leave a row in 26 without. */
const ATTEMPTS = 8;

/**
 * Draws and uploads what one step needs, in both of its updates.
 *
 * @param data - n × D
 */
export function drawInputs(data: Float32Array, { config, map, settings, terms, step, penalised }: StepOf): Inputs {
  const { tokens, values, dimension } = map;
  const keyOf = (purpose: string): Key => fold(fold(settings.key, purpose), step);
  const count = data.length / dimension;
  const alone = learnsAlone(settings.reconstruction, step);
  // A squared error learns nothing of rows that are given nothing.
  const first = drawRoles(keyOf('tasks'), count, settings.tasks, map, alone ? ATTEMPTS : 1);
  // Nor does it compare the answers to two tasks.
  const second =
    alone || terms.communication.length === 0
      ? undefined
      : drawOtherRoles(keyOf('other tasks'), first, tokens, settings.communicationRatio);
  const answers =
    second === undefined ? { rows: data, roles: first } : { rows: joined(data, data), roles: joined(first, second) };
  const asked = answers.roles.length / tokens;
  // A squared error would teach the generator to overlook the noise, which a discriminator takes thousands of steps to undo.
  const noise = alone ? noNoise(asked, config, map) : drawNoise(keyOf('noise'), asked, config, map);
  const width = discriminatorFeatures(config);
  const real = discriminatorInput({ rows: data, roles: first }, config, map);
  const scaledNoise = (purpose: string, roles: Uint8Array, scale: number): Float32Array => {
    const drawn = fastNormal(keyOf(purpose), roles.length * width);
    return onPresent(roles, values, ROLES, (at) => scale * drawn[at]);
  };
  const blur = terms.spread > 0 ? scaledNoise('spread of data', first, terms.spread) : undefined;
  const exact = penalised && settings.penalty?.form === 'exact';
  const scale = penalised && settings.penalty?.form === 'finiteDifference' ? settings.penalty.scale : 0;
  return {
    rows: count,
    real: cells(blur === undefined ? real : blur.map((shift, at) => shift + real[at]), tokens, width),
    ...(blur && { truth: cells(real, tokens, width) }),
    generator: cells(generatorInput(answers, noise, config, map), tokens, generatorFeatures(config)),
    known: cells(knownValues(answers, map), tokens, values),
    target: cells(targetMask(answers.roles), tokens, 1),
    roles: cells(oneHotRoles(answers.roles), tokens, ROLES),
    ...(second && { otherRoles: cells(oneHotRoles(joined(second, first)), tokens, ROLES) }),
    ...(terms.spread > 0 && {
      spread: cells(scaledNoise('spread of answers', answers.roles, terms.spread), tokens, width),
    }),
    ...(exact && {
      present: cells(
        onPresent(first, values, ROLES, () => 1),
        tokens,
        width,
      ),
    }),
    ...(scale > 0 && {
      moves: [
        cells(scaledNoise('moves of data', first, scale), tokens, width),
        cells(scaledNoise('moves of answers', first, scale), tokens, width),
      ],
    }),
    ...(reconstructionWeight(settings.reconstruction, step) > 0 && {
      lead: cells(errorWeights(first, tokens, values), tokens, 1),
    }),
  };
}

function joined<A extends Float32Array | Uint8Array>(a: A, b: A): A {
  const both = a instanceof Float32Array ? new Float32Array(a.length + b.length) : new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both as A;
}

/** The generator's answers: x_S as given, x_T as answered, [m, T, P]. */
export function answersOf(config: GanConfig, parameters: Parameters, inputs: Inputs): tf.Tensor3D {
  return tf.tidy(() => {
    const values = generatorForward(config, parameters, inputs.generator);
    return tf.add(inputs.known, tf.mul(values, inputs.target));
  });
}

/** What the discriminator sees of answers, in the roles they were asked with and, with communication, in those of the other task. */
export function seenOf(inputs: Inputs, answers: tf.Tensor3D): { own: tf.Tensor3D; other?: tf.Tensor3D } {
  const seen = (roles: tf.Tensor3D): tf.Tensor3D => {
    const plain: tf.Tensor3D = tf.concat([answers, roles], 2);
    return inputs.spread === undefined ? plain : tf.add(plain, inputs.spread);
  };
  return { own: seen(inputs.roles), ...(inputs.otherRoles && { other: seen(inputs.otherRoles) }) };
}
