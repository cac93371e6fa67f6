import { setFlagsFromString } from 'node:v8';
import { runOrThrow } from '@bcl/errors';
import fc from 'fast-check';
import { openBackend } from '../selection/open-backend';
import { tf } from '../tensorflow';
import { kernelsOn, knowsRelaxed } from './kernels';
import { expectProduct, products } from './mat-mul.fixture';
import type { WasmBackend } from './wasm-backend';

// What Node 24 has of itself, Node 20 has behind a flag, which the tests after these shall not meet.
const ofItself = knowsRelaxed();

beforeAll(async () => {
  if (!ofItself) setFlagsFromString('--experimental-wasm-relaxed-simd');
  await runOrThrow(openBackend({ name: 'wasm' }));
});

afterAll(() => {
  if (!ofItself) setFlagsFromString('--no-experimental-wasm-relaxed-simd');
  expect(knowsRelaxed()).toBe(ofItself);
});

describe('products on an engine with relaxed SIMD', () => {
  it('are made by the kernel of fused multiplications and additions', () => {
    expect(kernelsOn(tf.backend() as unknown as WasmBackend).fused).toBe(true);
  });

  it('are what they are defined to be, for all transposes, batches, broadcasts and sizes', () => {
    fc.assert(fc.property(products, expectProduct), { numRuns: 200 });
  });

  it('are packed in several pieces where they are large', () => {
    for (const transposeA of [false, true]) {
      for (const transposeB of [false, true]) {
        expectProduct({ batches: [], rows: 7, depth: 1539, columns: 135, transposeA, transposeB, bias: true });
      }
    }
  });

  it('round once, where the processor does, and otherwise twice', () => {
    const near = 1 + 2 ** -12;
    const [rest] = tf.tidy(() =>
      tf.fused
        .matMul({ a: tf.fill([1, 1], near), b: tf.fill([1, 1], near), bias: tf.tensor1d([-1 - 2 ** -11]) })
        .dataSync(),
    );
    expect([2 ** -24, 0]).toContain(rest);
  });
});
