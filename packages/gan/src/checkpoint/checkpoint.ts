import * as E from 'fp-ts/lib/Either.js';
import type { GanConfig } from '../network/config';
import { discriminatorParameters, generatorParameters } from '../network/parameters';
import type { GanState } from '../model/state';
import { extraOf, kindOf, metadataOf } from './metadata';
import { openFile, type ReadOptions } from './open';
import { wrongShape, type CheckpointProblem } from './problem';
import { readHeader } from './safetensors/header';
import { seal } from './seal';
import { checkSections, flatOf, tensorsOf, type Section } from './sections';

/** The vectors of a state, each with the prefix of its tensors' names. */
const parts = {
  generator: 'generator.',
  average: 'average.',
  discriminator: 'discriminator.',
  generatorFirst: 'moments.generator.first.',
  generatorSecond: 'moments.generator.second.',
  discriminatorFirst: 'moments.discriminator.first.',
  discriminatorSecond: 'moments.discriminator.second.',
} as const;

/**
 * The bytes of a checkpoint: all that training needs to go on, as a safetensors file. Each parameter is a tensor of its own
 * shape in float32, such as `generator.blocks.0.attention.input.weight`; configuration, step, version and a checksum are in the metadata.
 *
 * @param state what is kept
 * @param extra metadata of your own, such as which data it was trained on
 * @throws RangeError where the vectors are not as long as the configuration says, or an extra name is taken: `format`, `version`,
 * `config`, `step` and `checksum` are
 *
 * @example
 * ```ts
 * import { orThrow } from '@bcl/errors';
 * import { createGan, decodeCheckpoint, encodeCheckpoint, presets } from '@bcl/gan';
 * import { key } from '@bcl/random';
 *
 * const bytes = encodeCheckpoint(createGan(key(1), presets.plane), { data: 'two moons' });
 * orThrow(decodeCheckpoint(bytes, { where: 'plane.safetensors' })).step; // => 0
 * ```
 */
export function encodeCheckpoint(state: GanState, extra: Readonly<Record<string, string>> = {}): Uint8Array {
  const { config, step } = state;
  const vectors = { ...state, ...state.moments };
  const metadata = metadataOf({ kind: 'checkpoint', config, step }, extra);
  const tensors = sectionsOf(config).flatMap(([part, section]) => tensorsOf(section, vectors[part]));
  return seal(new Map(tensors), metadata);
}

/**
 * The state in a checkpoint, bit for bit as it was. Whatever the bytes are, the answer is a state or a problem in one line.
 *
 * @param bytes the whole file
 * @param options the file's name for messages, and the network that it has to be of, if it has to be
 */
export function decodeCheckpoint(bytes: Uint8Array, options: ReadOptions): E.Either<CheckpointProblem, GanState> {
  const opened = openFile(bytes, options);
  if (E.isLeft(opened)) return opened;
  const { kind, config, step, entries, body } = opened.right;
  const { where } = options;
  if (kind === 'model') {
    return wrongShape({
      what: 'Training cannot go on from a model',
      where,
      why: 'it holds the averaged generator and not what the optimizer needs',
      hint: 'choose a checkpoint',
    });
  }
  const sections = sectionsOf(config);
  const checked = checkSections(
    sections.map(([, section]) => section),
    entries,
    ['F32'],
    where,
  );
  if (E.isLeft(checked)) return checked;
  const vectors = Object.fromEntries(sections.map(([part, section]) => [part, flatOf(section, entries, body)]));
  const { generator, average, discriminator, ...moments } = vectors as Record<keyof typeof parts, Float32Array>;
  return E.right({ version: 1, config, step, generator, average, discriminator, moments });
}

/**
 * The metadata that were given to {@link encodeCheckpoint} or {@link encodeModel} as `extra`.
 *
 * @param bytes the whole file
 * @param options `where`: the file's name, for messages
 */
export function checkpointExtra(
  bytes: Uint8Array,
  { where }: Pick<ReadOptions, 'where'>,
): E.Either<CheckpointProblem, Readonly<Record<string, string>>> {
  const header = readHeader(bytes, where);
  if (E.isLeft(header)) return header;
  const { metadata } = header.right;
  return E.map(() => extraOf(metadata))(kindOf(metadata, where));
}

function sectionsOf(config: GanConfig): [keyof typeof parts, Section][] {
  const generator = generatorParameters(config);
  const discriminator = discriminatorParameters(config);
  return Object.entries(parts).map(([part, prefix]) => [
    part as keyof typeof parts,
    { prefix, specs: part.startsWith('discriminator') ? discriminator : generator },
  ]);
}
