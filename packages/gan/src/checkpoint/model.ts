import * as E from 'fp-ts/lib/Either.js';
import type { GanState } from '../model/state';
import type { GanConfig } from '../network/config';
import { discriminatorParameters, generatorParameters } from '../network/parameters';
import { metadataOf } from './metadata';
import { openFile, type ReadOptions } from './open';
import type { CheckpointProblem } from './problem';
import { seal } from './seal';
import { checkSections, flatOf, tensorsOf, type Precision, type Section } from './sections';

/** What a trained GAN is used by: the part of a {@link GanState} without which nothing can be sampled. */
export interface ModelWeights extends Pick<GanState, 'config' | 'step' | 'average'> {
  /** Only where the critic is wanted. */
  readonly discriminator?: Float32Array;
}

/** What {@link encodeModel} writes. */
export interface ModelOptions {
  /** `float16` halves the file and rounds each weight to 11 significant bits; default `float32`. */
  readonly precision?: Precision;
  /** Also the discriminator, for the critic; default: without it. */
  readonly discriminator?: boolean;
  /** Metadata of your own. */
  readonly extra?: Readonly<Record<string, string>>;
}

/**
 * The bytes of a trained model, to use and not to train on: the averaged generator, in a safetensors file of an eighth of a
 * checkpoint or less.
 *
 * @throws RangeError where a vector is not as long as the configuration says, a weight is too large for float16, the
 * discriminator is asked for and not there, or an extra name is taken
 */
export function encodeModel(
  weights: ModelWeights,
  { precision = 'float32', discriminator: both = false, extra = {} }: ModelOptions = {},
): Uint8Array {
  const { config, step, average, discriminator } = weights;
  const sections = sectionsOf(config);
  const metadata = metadataOf({ kind: 'model', config, step }, extra);
  const tensors = tensorsOf(sections.average, average, precision);
  if (both) {
    if (discriminator === undefined) throw new RangeError('there is no discriminator to write: leave it out');
    tensors.push(...tensorsOf(sections.discriminator, discriminator, precision));
  }
  return seal(new Map(tensors), metadata);
}

/**
 * The model in a file of {@link encodeModel}, or in a checkpoint. Whatever the bytes are, the answer is a model or a problem
 * in one line.
 *
 * @param bytes the whole file
 * @param options the file's name for messages, and the network that it has to be of, if it has to be
 *
 * @example
 * ```ts
 * import { orThrow } from '@bcl/errors';
 * import { createGan, decodeModel, encodeModel, presets } from '@bcl/gan';
 * import { key } from '@bcl/random';
 *
 * const bytes = encodeModel(createGan(key(1), presets.mnistSmall), { precision: 'float16' });
 * bytes.length < 250_000; // => true
 * orThrow(decodeModel(bytes, { where: 'digits.safetensors' })).discriminator; // => undefined
 * ```
 */
export function decodeModel(bytes: Uint8Array, options: ReadOptions): E.Either<CheckpointProblem, ModelWeights> {
  const opened = openFile(bytes, options);
  if (E.isLeft(opened)) return opened;
  const { kind, config, step, entries, body } = opened.right;
  const { average, discriminator } = sectionsOf(config);
  const both = [...entries.keys()].some((name) => name.startsWith(discriminator.prefix));
  // Of a checkpoint the rest is left unread: it is there for training.
  const own =
    kind === 'model' ? entries : new Map([...entries].filter(([name]) => isOwn(name, average, discriminator)));
  const checked = checkSections(both ? [average, discriminator] : [average], own, ['F32', 'F16'], options.where);
  if (E.isLeft(checked)) return checked;
  const weights = { config, step, average: flatOf(average, own, body) };
  return E.right(both ? { ...weights, discriminator: flatOf(discriminator, own, body) } : weights);
}

const isOwn = (name: string, ...sections: readonly Section[]): boolean =>
  sections.some(({ prefix }) => name.startsWith(prefix));

function sectionsOf(config: GanConfig): { readonly average: Section; readonly discriminator: Section } {
  return {
    average: { prefix: 'average.', specs: generatorParameters(config) },
    discriminator: { prefix: 'discriminator.', specs: discriminatorParameters(config) },
  };
}
