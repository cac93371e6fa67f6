import type { ParameterSpec } from '@bcl/backend';
import * as E from 'fp-ts/lib/Either.js';
import { shown, wrongShape, type CheckpointProblem } from './problem';
import { readElements } from './safetensors/elements';
import type { TensorEntry } from './safetensors/entry';
import { halfOf, LARGEST_HALF, numberOf } from './safetensors/half';
import { shapeText, sizeOf, type DataType, type SafeTensor } from './safetensors/tensor';

/** One vector of numbers in a checkpoint, such as the weights of the generator: a tensor for each named parameter. */
export interface Section {
  /** What its tensors' names begin with, with a dot at the end: `generator.`. */
  readonly prefix: string;
  readonly specs: readonly ParameterSpec[];
}

/** Bits a number: `float32` keeps each as it is, `float16` rounds to 11 significant bits and halves the file. */
export type Precision = 'float32' | 'float16';

/**
 * The tensors of a section.
 *
 * @param flat all parameters, one after the other in the order of the specifications
 * @throws RangeError where there are more or fewer numbers than parameters, or one is too large for float16
 */
export function tensorsOf(
  { prefix, specs }: Section,
  flat: Float32Array,
  precision: Precision = 'float32',
): [string, SafeTensor][] {
  const count = countOf(specs);
  if (flat.length !== count) {
    throw new RangeError(`the section '${prefix}' has ${flat.length} numbers, and its parameters take ${count}`);
  }
  let at = 0;
  return specs.map(({ name, shape }) => {
    const data = flat.subarray(at, (at += sizeOf(shape)));
    return [prefix + name, precision === 'float32' ? { type: 'F32', shape, data } : inHalf(prefix + name, shape, data)];
  });
}

function inHalf(name: string, shape: readonly number[], data: Float32Array): SafeTensor {
  const large = data.find((value) => Math.abs(value) > LARGEST_HALF);
  if (large !== undefined) {
    throw new RangeError(`${name} holds ${large}, and float16 reaches ${LARGEST_HALF}: write float32`);
  }
  return { type: 'F16', shape, data: Uint16Array.from(data, halfOf) };
}

/**
 * Holds the tensors of a file against what a network has: each parameter there, with its shape and a type that is read, and
 * no tensor beside them.
 */
export function checkSections(
  sections: readonly Section[],
  entries: ReadonlyMap<string, TensorEntry>,
  types: readonly DataType[],
  where: string,
): E.Either<CheckpointProblem, void> {
  const hint = 'it may have been written for another network';
  const expected = new Set<string>();
  for (const { prefix, specs } of sections) {
    for (const { name, shape } of specs) {
      expected.add(prefix + name);
      const found = entries.get(prefix + name);
      if (found === undefined) {
        return wrongShape({ what: `The tensor ${shown(prefix + name)} is missing`, where, why: WHY_ASKED, hint });
      }
      if (found.shape.length !== shape.length || found.shape.some((extent, i) => extent !== shape[i])) {
        const why = `it is ${shapeText(found.shape)}, and the network that the file describes has ${shapeText(shape)} there`;
        return wrongShape({ what: `The tensor ${shown(prefix + name)} has another shape`, where, why, hint });
      }
      if (!types.includes(found.type)) {
        const why = `its numbers are ${found.type} and not ${types.join(' or ')}`;
        return wrongShape({ what: `The tensor ${shown(prefix + name)} has another type`, where, why, hint });
      }
    }
  }
  const other = [...entries.keys()].find((name) => !expected.has(name));
  return other === undefined
    ? E.right(undefined)
    : wrongShape({ what: `The tensor ${shown(other)} is none of the network that the file describes`, where, hint });
}

/**
 * All parameters of a section, in the order of the specifications.
 *
 * @param section one that {@link checkSections} has passed
 * @param entries what the file's header says of each tensor
 * @param body the bytes of all tensors
 */
export function flatOf(
  { prefix, specs }: Section,
  entries: ReadonlyMap<string, TensorEntry>,
  body: Uint8Array,
): Float32Array {
  const flat = new Float32Array(countOf(specs));
  let at = 0;
  for (const { name } of specs) {
    const entry = entries.get(prefix + name);
    if (entry === undefined) throw new RangeError(`the tensor '${prefix}${name}' was not checked`);
    const tensor = readElements(entry.type, entry.shape, body.subarray(entry.begin, entry.end));
    if (tensor.type === 'F32') flat.set(tensor.data, at);
    else if (tensor.type === 'F16') flat.set(Float32Array.from(tensor.data, numberOf), at);
    else throw new RangeError(`the tensor '${prefix}${name}' is ${tensor.type}: it was not checked`);
    at += tensor.data.length;
  }
  return flat;
}

const WHY_ASKED = 'the network that the file describes has it';
const countOf = (specs: readonly ParameterSpec[]): number => specs.reduce((sum, { shape }) => sum + sizeOf(shape), 0);
