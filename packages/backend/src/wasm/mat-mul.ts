import { tf } from '../tensorflow';
import { kernelsOn } from './kernels';
import { addressOf, type TensorInfo, type WasmBackend } from './wasm-backend';

/** Which of the two matrices are stored transposed. */
export interface Transposes {
  readonly transposeA: boolean;
  readonly transposeB: boolean;
}

/**
 * The matrix product of TensorFlow.js by our own kernel: batches, batches that are broadcast, either side transposed.
 *
 * @param a - [..., rows, depth], or [..., depth, rows] transposed; float32
 * @param b - [..., depth, columns], or [..., columns, depth] transposed; float32
 * @param bias - [columns], added to every row
 * @returns [..., rows, columns], with the batches broadcast as everywhere in TensorFlow.js
 */
export function matMul(
  backend: WasmBackend,
  a: TensorInfo,
  b: TensorInfo,
  { transposeA, transposeB }: Transposes,
  bias?: TensorInfo,
): TensorInfo {
  const [depth, rows] = transposeA ? a.shape.slice(-2) : a.shape.slice(-2).reverse();
  const [columns, depthOfB] = transposeB ? b.shape.slice(-2) : b.shape.slice(-2).reverse();
  if (depth !== depthOfB) {
    throw new Error(
      `Error in matMul: the inner sizes ${depth} and ${depthOfB} of [${a.shape.join()}] and [${b.shape.join()}] differ ` +
        `with transposeA=${transposeA} and transposeB=${transposeB}.`,
    );
  }
  const [batchA, batchB] = [a.shape.slice(0, -2), b.shape.slice(0, -2)];
  const batch = tf.broadcast_util.assertAndGetBroadcastShape(batchA, batchB);
  const out = backend.makeOutput([...batch, rows, columns], 'float32');
  const { run, work } = kernelsOn(backend);
  const [atA, atB, atOut] = [a, b, out].map((tensor) => addressOf(backend, tensor));
  const atBias = bias === undefined ? 0 : addressOf(backend, bias);
  const [sizeA, sizeB, sizeOut] = [4 * rows * depth, 4 * depth * columns, 4 * rows * columns];
  const multiply = (
    i: number,
    j: number,
    k: number,
    count: number,
    stepA: number,
    stepB: number,
    height: number,
  ): void =>
    run.products(
      atA + i * sizeA,
      atB + j * sizeB,
      atOut + k * sizeOut,
      count,
      stepA,
      stepB,
      height,
      depth,
      columns,
      transposeA,
      transposeB,
      atBias,
      work,
    );
  const count = sizeOf(batch);
  if (count * sizeOut === 0) return out;
  const [countA, countB] = [sizeOf(batchA), sizeOf(batchB)];
  if (countB === 1 && !transposeA) {
    // All matrices of a below each other are one.
    multiply(0, 0, 0, 1, 0, 0, rows * count);
  } else if ((countA === count || countA === 1) && (countB === count || countB === 1)) {
    multiply(0, 0, 0, count, countA === 1 ? 0 : sizeA, countB === 1 ? 0 : sizeB, rows);
  } else {
    const [from, of] = [places(batchA, batch), places(batchB, batch)];
    for (let k = 0; k < count; k++) multiply(from(k), of(k), k, 1, 0, 0, rows);
  }
  return out;
}

const sizeOf = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1);

/** Which matrix of a batch goes into which of the batch that it is broadcast to. */
function places(from: readonly number[], to: readonly number[]): (k: number) => number {
  const missing = to.length - from.length;
  return (k) => {
    let place = 0;
    let step = 1;
    for (let axis = to.length - 1, rest = k; axis >= missing; axis--) {
      const size = from[axis - missing];
      place += size === 1 ? 0 : (rest % to[axis]) * step;
      rest = Math.floor(rest / to[axis]);
      step *= size;
    }
    return place;
  };
}
