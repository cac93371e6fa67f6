import { fusedAll, hasFused } from '../operations/fused-kernel';
import { tf } from '../tensorflow';

import { parameterCount, sizeOf } from './specification';
import type { ParameterSpec } from './specification';

/** Backends whose numbers lie in this process, so that a tensor is read at the price of a copy. */
const inProcess = new Set(['wasm', 'cpu']);

/**
 * The parameters of a flat vector by name, each in its shape. Nothing is differentiated through this: {@link gradientOf} takes the
 * gradient of a flat vector. The caller disposes of the result; the vector is left alone.
 *
 * @param flat - as many numbers as the specs hold, in their order
 * @throws RangeError where the vector is longer or shorter than the specs
 */
export function splitParameters(flat: tf.Tensor1D, specs: readonly ParameterSpec[]): Record<string, tf.Tensor> {
  const count = parameterCount(specs);
  if (flat.size !== count) {
    throw new RangeError(`The parameters hold ${count} numbers, the flat vector ${flat.size}.`);
  }
  if (hasFused('BclSplit')) return Object.fromEntries(inOneKernel(flat, specs));
  return Object.fromEntries(inProcess.has(tf.getBackend()) ? copies(flat, specs) : slices(flat, specs));
}

type Named = [string, tf.Tensor][];

function inOneKernel(flat: tf.Tensor1D, specs: readonly ParameterSpec[]): Named {
  const ranks = specs.map(({ shape }) => shape.length);
  const dims = specs.flatMap(({ shape }) => shape);
  const parts = fusedAll('BclSplit', [flat], specs.length, { N: specs.length, ranks, dims });
  return specs.map(({ name }, i) => [name, parts[i]]);
}

/** On wasm each slice of a tensor copies the whole of it; here it is copied twice, however many parameters there are. */
function copies(flat: tf.Tensor1D, specs: readonly ParameterSpec[]): Named {
  const values = flat.dataSync<'float32'>();
  let offset = 0;
  return specs.map((spec) => {
    const part = values.subarray(offset, (offset += sizeOf(spec)));
    return [spec.name, tf.tensor(part, [...spec.shape], 'float32')];
  });
}

function slices(flat: tf.Tensor1D, specs: readonly ParameterSpec[]): Named {
  const parts = tf.split(flat, specs.map(sizeOf));
  return specs.map((spec, i) => {
    const shaped = tf.reshape(parts[i], [...spec.shape]);
    parts[i].dispose();
    return [spec.name, shaped];
  });
}
