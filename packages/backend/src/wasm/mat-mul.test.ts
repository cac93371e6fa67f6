import { runOrThrow } from '@bcl/errors';
import fc from 'fast-check';
import { openBackend } from '../selection/open-backend';
import { tf } from '../tensorflow';
import { binary } from './binary';
import { byDefinition, expectProduct, numbers, products } from './mat-mul.fixture';
import { binary as relaxed } from './relaxed-binary';
import type { WasmBackend } from './wasm-backend';

type Tensor = tf.Tensor;

beforeAll(async () => {
  await runOrThrow(openBackend({ name: 'wasm' }));
});

describe('the matrix product on wasm', () => {
  it('is what it is defined to be, for all transposes, batches, broadcasts and sizes', () => {
    fc.assert(fc.property(products, expectProduct), { numRuns: 200 });
  });

  it.each([
    [false, false],
    [false, true],
    [true, false],
    [true, true],
  ])('is packed in several pieces where it is large (transposed: %s, %s)', (transposeA, transposeB) => {
    for (const bias of [false, true]) {
      expectProduct({ batches: [], rows: 7, depth: 1539, columns: 135, transposeA, transposeB, bias });
      expectProduct({ batches: [], rows: 6, depth: 40, columns: 1701, transposeA, transposeB, bias });
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

  it.each([
    ['plain', binary],
    ['relaxed', relaxed],
  ])('has no data of its own, which would be written over that of TensorFlow.js (%s)', (_, text) => {
    const bytes = Buffer.from(text, 'base64');
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
