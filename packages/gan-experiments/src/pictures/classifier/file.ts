import * as E from 'fp-ts/lib/Either.js';
import { problem, type Problem } from '@bcl/errors';
import { parameterCount } from '@bcl/backend';
import { classifierParameters, type ClassifierShape } from './network';
import type { Classifier } from './train';

const MAGIC = 'bcl-classifier-1';

/** Longest description that is read: a real one has some hundred bytes. */
const LONGEST = 100_000;

/** The classifier as one file: the name of the format, the length of a JSON text, the text, and float32 weights, little-endian. */
export function classifierToBytes({ shape, weights }: Classifier): Uint8Array {
  const text = Buffer.from(JSON.stringify(shape));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(text.length);
  const numbers = Buffer.alloc(4 * weights.length);
  weights.forEach((value, i) => numbers.writeFloatLE(value, 4 * i));
  return Buffer.concat([Buffer.from(MAGIC, 'latin1'), length, text, numbers]);
}

/** Reads what {@link classifierToBytes} wrote. Nothing of a file from elsewhere is believed before it is checked. */
export function classifierFromBytes(bytes: Uint8Array, where: string): E.Either<Problem<'BadClassifier'>, Classifier> {
  const bad = (why: string) =>
    E.left(problem('BadClassifier', { what: 'Cannot read the classifier', where, why, hint: 'train it again' }));
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (buffer.subarray(0, MAGIC.length).toString('latin1') !== MAGIC)
    return bad('it is not a classifier of this version');
  if (buffer.length < MAGIC.length + 4) return bad('it ends too early');
  const begin = MAGIC.length + 4;
  const length = buffer.readUInt32LE(MAGIC.length);
  if (length > LONGEST || begin + length > buffer.length) return bad('it ends too early');
  let shape: unknown;
  try {
    shape = JSON.parse(buffer.subarray(begin, begin + length).toString());
  } catch {
    return bad('its description is not JSON');
  }
  if (!isShape(shape)) return bad('its description is not that of a classifier');
  const count = parameterCount(classifierParameters(shape));
  if (buffer.length !== begin + length + 4 * count)
    return bad(`it has ${buffer.length} bytes where ${begin + length + 4 * count} belong to ${count} weights`);
  const weights = Float32Array.from({ length: count }, (_, i) => buffer.readFloatLE(begin + length + 4 * i));
  return weights.every(Number.isFinite) ? E.right({ shape, weights }) : bad('a weight is not finite');
}

function isShape(value: unknown): value is ClassifierShape {
  if (typeof value !== 'object' || value === null) return false;
  const { height, width, channels, layers, answers, answer } = value as Partial<Record<keyof ClassifierShape, unknown>>;
  const size = (one: unknown): boolean => Number.isInteger(one) && (one as number) >= 1 && (one as number) <= 65_536;
  return (
    [height, width, channels, answers].every(size) &&
    (channels === 1 || channels === 3) &&
    Array.isArray(layers) &&
    layers.length >= 1 &&
    layers.length <= 20 &&
    layers.every(size) &&
    (answer === 'classes' || answer === 'attributes')
  );
}
