import { tf } from '../tensorflow';
import { isMovable } from './copy';
import { kernelsOn } from './kernels';
import { matMul, type Transposes } from './mat-mul';
import { slice, split } from './slice';
import { transpose } from './transpose';
import type { TensorInfo, WasmBackend } from './wasm-backend';

/** What TensorFlow.js calls a kernel with. */
interface Call<Inputs, Attributes> {
  readonly inputs: Inputs;
  readonly backend: WasmBackend;
  readonly attrs: Attributes;
}

type Function<Inputs, Attributes, Output = TensorInfo> = (call: Call<Inputs, Attributes>) => Output;

interface SplitAttributes {
  readonly numOrSizeSplits: number | number[];
  readonly axis: number;
}

interface FusedInputs {
  readonly a: TensorInfo;
  readonly b: TensorInfo;
  readonly bias?: TensorInfo;
  readonly preluActivationWeights?: TensorInfo;
}

interface FusedAttributes extends Transposes {
  readonly activation: 'linear' | 'relu' | 'relu6' | 'elu' | 'prelu' | 'leakyrelu' | 'sigmoid';
  readonly leakyreluAlpha?: number;
}

/** Kernels of TensorFlow.js that were replaced, so that none is twice. */
const installed = new WeakSet<object>();

/**
 * Replaces kernels of the wasm backend by our own, for all backends of that name in this process:
 *
 * - matrix products: TensorFlow.js's are slow where a side is transposed or there are batches, and keep a packed copy of every
 *   right-hand side until the memory is full;
 * - transposing: TensorFlow.js's goes number by number;
 * - slicing and splitting: TensorFlow.js's copy the whole tensor to JavaScript first, for every piece;
 * - the identity: TensorFlow.js's copies, which a tensor that never changes does not need.
 *
 * @throws Error where our kernels cannot work on this backend's memory
 */
export function installKernels(backend: WasmBackend): void {
  kernelsOn(backend);
  replace<{ a: TensorInfo; b: TensorInfo }, Transposes>('BatchMatMul', (original) => (call) => {
    const { a, b } = call.inputs;
    return isFloat(a, b) ? matMul(call.backend, a, b, call.attrs) : original(call);
  });
  replace<FusedInputs, FusedAttributes>('_FusedMatMul', (original) => (call) => {
    const { a, b, bias } = call.inputs;
    return isFloat(a, b) && (bias === undefined || isFloat(bias)) ? fused(call) : original(call);
  });
  replace<{ x: TensorInfo }, { perm: number[] }>('Transpose', (original) => (call) => {
    const { x } = call.inputs;
    return isMovable(x) ? transpose(call.backend, x, call.attrs.perm) : original(call);
  });
  replace<{ x: TensorInfo }, { begin: number[]; size: number[] }>('Slice', (original) => (call) => {
    const { inputs, backend, attrs } = call;
    if (!isMovable(inputs.x)) return original(call);
    const [begin, size] = tf.slice_util.parseSliceParams(asTensor(inputs.x), attrs.begin, attrs.size);
    return slice(backend, inputs.x, begin, size);
  });
  replace<{ x: TensorInfo }, SplitAttributes, TensorInfo[]>('SplitV', (original) => (call) => {
    const { inputs, backend, attrs } = call;
    if (!isMovable(inputs.x)) return original(call);
    const [axis] = tf.util.parseAxisParam(attrs.axis, inputs.x.shape);
    const sizes = tf.backend_util.prepareSplitSize(asTensor(inputs.x), attrs.numOrSizeSplits, axis);
    return split(backend, inputs.x, sizes, axis);
  });
  replace<{ x: TensorInfo }, object>('Identity', () => ({ inputs: { x }, backend }) => {
    const { dataId, shape, dtype } = x;
    backend.incRef(dataId);
    return { dataId, shape, dtype };
  });
}

const isFloat = (...tensors: readonly TensorInfo[]): boolean => tensors.every(({ dtype }) => dtype === 'float32');

/** What TensorFlow.js's own helpers take for a tensor, of which they read the shape. */
const asTensor = (x: TensorInfo): tf.Tensor => x as unknown as tf.Tensor;

function replace<I, A, O = TensorInfo>(name: string, by: (original: Function<I, A, O>) => Function<I, A, O>): void {
  const kernel = tf.getKernel(name, 'wasm');
  if (installed.has(kernel)) return;
  const kernelFunc = by(kernel.kernelFunc as unknown as Function<I, A, O>) as unknown as typeof kernel.kernelFunc;
  tf.unregisterKernel(name, 'wasm');
  tf.registerKernel({ ...kernel, kernelFunc });
  installed.add(tf.getKernel(name, 'wasm'));
}

/** The product, the bias, and then the activation by its own kernel. */
function fused({
  inputs: { a, b, bias, preluActivationWeights },
  backend,
  attrs,
}: Call<FusedInputs, FusedAttributes>): TensorInfo {
  const columns = b.shape[b.shape.length - (attrs.transposeB ? 2 : 1)];
  // A bias for every column begins the sums; one of another shape is added to them.
  const within = bias !== undefined && bias.shape.length === 1 && bias.shape[0] === columns;
  const product = matMul(backend, a, b, attrs, within ? bias : undefined);
  const then = (name: string, inputs: object, attributes: object = {}): TensorInfo => {
    const run = tf.getKernel(name, 'wasm').kernelFunc as unknown as Function<object, object>;
    return run({ inputs, backend, attrs: attributes });
  };
  const sum = bias === undefined || within ? product : replacing(product, then('Add', { a: product, b: bias }));
  const activated = (): TensorInfo => {
    switch (attrs.activation) {
      case 'linear':
        return sum;
      case 'relu':
        return then('Relu', { x: sum });
      case 'relu6':
        return then('Relu6', { x: sum });
      case 'elu':
        return then('Elu', { x: sum });
      case 'sigmoid':
        return then('Sigmoid', { x: sum });
      case 'leakyrelu':
        return then('LeakyRelu', { x: sum }, { alpha: attrs.leakyreluAlpha ?? 0.2 });
      case 'prelu':
        return then('Prelu', { x: sum, alpha: preluActivationWeights });
    }
  };
  return replacing(sum, activated());

  function replacing(old: TensorInfo, by: TensorInfo): TensorInfo {
    if (old !== by) backend.disposeData(old.dataId);
    return by;
  }
}
