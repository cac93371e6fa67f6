import fc from 'fast-check';
import { tf } from '../tensorflow';

type Tensor = tf.Tensor;

const sizeOf = (shape: readonly number[]): number => shape.reduce((product, size) => product * size, 1);

// A global is slow to reach from within a test.
const { sin, abs } = Math;

/** Numbers between -1 and 1 of a shape, without a pattern. */
export function numbers(shape: readonly number[], seed: number): Float32Array {
  const values = new Float32Array(sizeOf(shape));
  for (let i = 0; i < values.length; i++) values[i] = sin((i + 1) * (i + 7.3) + seed);
  return values;
}

/** A product: how its matrices lie, and of what sizes. */
export interface Case {
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
export function byDefinition(c: Case, a: Float32Array, b: Float32Array, bias: Float32Array) {
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

/** Holds a product to its definition, by a bound on the rounding. */
export function expectProduct(c: Case): void {
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

const batch = fc.integer({ min: 1, max: 3 }).chain((size) => fc.constantFrom([size, size], [1, size], [size, 1]));
/** Products of all transposes, batches, broadcasts and small sizes. */
export const products: fc.Arbitrary<Case> = fc.record({
  batches: fc.array(batch, { maxLength: 3 }),
  rows: fc.integer({ min: 1, max: 18 }),
  depth: fc.integer({ min: 1, max: 18 }),
  columns: fc.integer({ min: 1, max: 26 }),
  transposeA: fc.boolean(),
  transposeB: fc.boolean(),
  bias: fc.boolean(),
});
