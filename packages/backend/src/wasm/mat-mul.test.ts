import { runOrThrow } from '@bcl/errors';
import fc from 'fast-check';
import { openBackend } from '../selection/open-backend';
import { tf } from '../tensorflow';
import { binary } from './binary';
import type { WasmBackend } from './wasm-backend';

type Tensor = tf.Tensor;

beforeAll(async () => {
  await runOrThrow(openBackend({ name: 'wasm' }));
});

const sizeOf = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1);

// A global is slow to reach from within a test.
const { sin, abs } = Math;

/** Numbers between -1 and 1 of a shape, without a pattern. */
function numbers(shape: readonly number[], seed: number): Float32Array {
  const values = new Float32Array(sizeOf(shape));
  for (let i = 0; i < values.length; i++) values[i] = sin((i + 1) * (i + 7.3) + seed);
  return values;
}

interface Case {
  /** Sizes of the batch axes: of a, of b. 1 is broadcast. */
  readonly batches: readonly (readonly [number, number])[];
  readonly rows: number;
  readonly depth: number;
  readonly columns: number;
  readonly transposeA: boolean;
  readonly transposeB: boolean;
  readonly bias: boolean;
}

const shapesOf = ({ batches, rows, depth, columns, transposeA, transposeB }: Case) => ({
  a: [...batches.map(([size]) => size), ...(transposeA ? [depth, rows] : [rows, depth])],
  b: [...batches.map(([, size]) => size), ...(transposeB ? [columns, depth] : [depth, columns])],
});

/** The product as it is defined, in float64; with the sum of the absolute values beside it, which bounds the rounding. */
function byDefinition(c: Case, a: Float32Array, b: Float32Array, bias: Float32Array) {
  const { rows, depth, columns, transposeA, transposeB } = c;
  const batch = c.batches.map(([left, right]) => (left === 1 ? right : left));
  const values: number[] = [];
  const bounds: number[] = [];
  for (let k = 0; k < sizeOf(batch); k++) {
    let [i, j, stepA, stepB, rest] = [0, 0, 1, 1, k];
    for (let axis = batch.length - 1; axis >= 0; axis--) {
      const [left, right] = c.batches[axis];
      const at = rest % batch[axis];
      rest = Math.floor(rest / batch[axis]);
      i += left === 1 ? 0 : at * stepA;
      j += right === 1 ? 0 : at * stepB;
      stepA *= left;
      stepB *= right;
    }
    for (let row = 0; row < rows; row++)
      for (let column = 0; column < columns; column++) {
        let sum = c.bias ? bias[column] : 0;
        let bound = abs(sum);
        for (let d = 0; d < depth; d++) {
          const x = a[i * rows * depth + (transposeA ? d * rows + row : row * depth + d)];
          const y = b[j * depth * columns + (transposeB ? column * depth + d : d * columns + column)];
          sum += x * y;
          bound += abs(x * y);
        }
        values.push(sum);
        bounds.push(bound);
      }
  }
  return { values, bounds, batch };
}

function check(c: Case): void {
  const shapes = shapesOf(c);
  const [a, b, bias] = [numbers(shapes.a, 0), numbers(shapes.b, 1), numbers([c.columns], 2)];
  const expected = byDefinition(c, a, b, bias);
  const [shape, found] = tf.tidy(() => {
    const attributes = { transposeA: c.transposeA, transposeB: c.transposeB, activation: 'linear' };
    const inputs = { a: tf.tensor(a, shapes.a), b: tf.tensor(b, shapes.b) };
    const product = c.bias
      ? tf.engine().runKernel('_FusedMatMul', { ...inputs, bias: tf.tensor1d(bias) }, attributes)
      : tf.engine().runKernel('BatchMatMul', inputs, attributes);
    return [(product as Tensor).shape, (product as Tensor).dataSync()] as const;
  });
  expect(shape).toEqual([...expected.batch, c.rows, c.columns]);
  const worst = expected.values.findIndex((value, i) => !(abs(value - found[i]) <= 2e-6 * expected.bounds[i]));
  expect({ worst, found: found[worst], expected: expected.values[worst] }).toEqual({ worst: -1 });
}

describe('the matrix product on wasm', () => {
  const batch = fc.integer({ min: 1, max: 3 }).chain((size) => fc.constantFrom([size, size], [1, size], [size, 1]));
  const arbitrary: fc.Arbitrary<Case> = fc.record({
    batches: fc.array(batch, { maxLength: 3 }),
    rows: fc.integer({ min: 1, max: 18 }),
    depth: fc.integer({ min: 1, max: 18 }),
    columns: fc.integer({ min: 1, max: 26 }),
    transposeA: fc.boolean(),
    transposeB: fc.boolean(),
    bias: fc.boolean(),
  });

  it('is what it is defined to be, for all transposes, batches, broadcasts and sizes', () => {
    fc.assert(fc.property(arbitrary, check), { numRuns: 200 });
  });

  it.each([
    [false, false],
    [false, true],
    [true, false],
    [true, true],
  ])('is packed in several pieces where it is large (transposed: %s, %s)', (transposeA, transposeB) => {
    for (const bias of [false, true]) {
      check({ batches: [], rows: 7, depth: 1539, columns: 135, transposeA, transposeB, bias });
      check({ batches: [], rows: 6, depth: 40, columns: 1701, transposeA, transposeB, bias });
    }
  });

  it.each([
    ['relu', (x: number) => Math.max(x, 0)],
    ['relu6', (x: number) => Math.min(Math.max(x, 0), 6)],
    ['elu', (x: number) => (x > 0 ? x : Math.expm1(x))],
    ['sigmoid', (x: number) => 1 / (1 + Math.exp(-x))],
    ['leakyrelu', (x: number) => (x > 0 ? x : 0.1 * x)],
    ['prelu', (x: number) => (x > 0 ? x : 0.3 * x)],
  ])('is followed by %s, and leaves no tensor behind', (activation, of) => {
    const before = tf.memory().numTensors;
    const numBytes = tf.engine().backend.numDataIds();
    const [x, y] = tf.tidy(() => {
      const a = tf.tensor3d(numbers([1, 5, 6], 0), [1, 5, 6]);
      const b = tf.tensor3d(numbers([1, 6, 9], 1), [1, 6, 9]);
      const bias = tf.tensor1d(numbers([9], 2));
      const options = { activation: activation as 'relu', preluActivationWeights: tf.scalar(0.3), leakyreluAlpha: 0.1 };
      const { preluActivationWeights: alpha, ...rest } = options;
      const fused = tf.fused.matMul({
        a,
        b,
        bias,
        ...rest,
        ...(activation === 'prelu' && { preluActivationWeights: alpha }),
      });
      return [fused.dataSync(), tf.add(tf.matMul(a, b), bias).dataSync()];
    });
    x.forEach((value, i) => expect(value).toBeCloseTo(of(y[i]), 5));
    expect(tf.memory().numTensors).toBe(before);
    expect(tf.engine().backend.numDataIds()).toBe(numBytes);
  });

  it('adds a bias of another shape too', () => {
    const [a, b, bias] = [numbers([4, 3], 0), numbers([3, 5], 1), numbers([4, 1], 2)];
    const found = tf.tidy(() =>
      tf.fused
        .matMul({ a: tf.tensor2d(a, [4, 3]), b: tf.tensor2d(b, [3, 5]), bias: tf.tensor2d(bias, [4, 1]) })
        .dataSync(),
    );
    const { values } = byDefinition(
      { batches: [], rows: 4, depth: 3, columns: 5, transposeA: false, transposeB: false, bias: false },
      a,
      b,
      bias,
    );
    values.forEach((value, i) => expect(found[i]).toBeCloseTo(value + bias[Math.floor(i / 5)], 5));
  });

  it('gives the bias alone where there is no depth, and nothing where there are no rows', () => {
    const run = (rows: number, depth: number) =>
      tf.tidy(() => {
        const inputs = { a: tf.zeros([rows, depth]), b: tf.zeros([depth, 3]), bias: tf.tensor1d([1, 2, 3]) };
        const attributes = { transposeA: false, transposeB: false, activation: 'linear' };
        return Array.from(tf.engine().runKernel<Tensor>('_FusedMatMul', inputs, attributes).dataSync());
      });
    expect(run(2, 0)).toEqual([1, 2, 3, 1, 2, 3]);
    expect(run(0, 2)).toEqual([]);
  });

  it('says which sizes differ', () => {
    const plain = { transposeA: false, transposeB: false };
    const run = () => tf.engine().runKernel('BatchMatMul', { a: tf.zeros([2, 3]), b: tf.zeros([2, 3]) }, plain);
    expect(() => tf.tidy(run)).toThrow('the inner sizes 3 and 2 of [2,3] and [2,3] differ');
  });

  it('leaves whole numbers to TensorFlow.js, which refuses them', () => {
    expect(() => tf.tidy(() => tf.matMul(tf.ones([2, 2], 'int32'), tf.ones([2, 2], 'int32')))).toThrow('float32');
  });

  it('keeps nothing: memory is flat over hundreds of products with ever new right-hand sides', () => {
    const { HEAPU8 } = (tf.backend() as unknown as WasmBackend).wasm;
    const before = { heap: HEAPU8.length, tensors: tf.memory().numTensors };
    const step = (i: number) =>
      tf.tidy(() => {
        const [a, b] = [tf.ones([16, 256]), tf.fill([256, 256], i)];
        return tf
          .grads((x: Tensor, y: Tensor) => tf.sum(tf.matMul(x, y)))([a, b])[1]
          .dataSync()[0];
      });
    // A packed copy of each would be 50 MB.
    for (let i = 0; i < 200; i++) expect(step(i)).toBe(16);
    const after = (tf.backend() as unknown as WasmBackend).wasm.HEAPU8.length;
    expect(tf.memory().numTensors).toBe(before.tensors);
    expect(after - before.heap).toBeLessThan(16e6);
  });

  it('has no data of its own, which would be written over that of TensorFlow.js', () => {
    const bytes = Buffer.from(binary, 'base64');
    const sections: number[] = [];
    for (let at = 8; at < bytes.length;) {
      sections.push(bytes[at++]);
      let [size, shift] = [0, 0];
      do {
        size |= (bytes[at] & 127) << shift;
        shift += 7;
      } while (bytes[at++] & 128);
      at += size;
    }
    expect(sections).toContain(10); // code
    expect(sections).not.toContain(11); // data
    expect(sections).not.toContain(8); // a function that runs at the start
  });
});
