import { runOrThrow } from '@bcl/errors';
import fc from 'fast-check';
import { openBackend } from '../selection/open-backend';
import { tf } from '../tensorflow';

beforeAll(async () => {
  await runOrThrow(openBackend({ name: 'wasm' }));
});

/** The transposed tensor by the definition: the number at an index is that of x at the same index in x's order. */
function byDefinition(values: readonly number[], shape: readonly number[], permutation: readonly number[]): number[] {
  const size = permutation.map((axis) => shape[axis]);
  return values.map((_, place) => {
    const index: number[] = [];
    let rest = place;
    for (let i = size.length - 1; i >= 0; i--) {
      index[permutation[i]] = rest % size[i];
      rest = Math.floor(rest / size[i]);
    }
    return values[shape.reduce((at, length, axis) => at * length + index[axis], 0)];
  });
}

describe('transposing on wasm', () => {
  const axes = fc
    .array(fc.integer({ min: 1, max: 9 }), { minLength: 2, maxLength: 6 })
    .filter((shape) => shape.reduce((product, size) => product * size, 1) <= 4000)
    .chain((shape) =>
      fc.record({
        shape: fc.constant(shape),
        permutation: fc.shuffledSubarray(
          shape.map((_, axis) => axis),
          { minLength: shape.length },
        ),
        dtype: fc.constantFrom('float32' as const, 'int32' as const, 'bool' as const),
      }),
    );

  it('puts every number where it belongs', () => {
    fc.assert(
      fc.property(axes, ({ shape, permutation, dtype }) => {
        const count = shape.reduce((product, size) => product * size, 1);
        const values = Array.from({ length: count }, (_, i) => (dtype === 'bool' ? ((i * i) % 3) & 1 : i));
        const [found, size, type] = tf.tidy(() => {
          const turned = tf.transpose(tf.tensor(values, shape, dtype), permutation);
          return [Array.from(turned.dataSync()), turned.shape, turned.dtype];
        });
        expect(size).toEqual(permutation.map((axis) => shape[axis]));
        expect(type).toBe(dtype);
        expect(found).toEqual(byDefinition(values, shape, permutation));
      }),
      { numRuns: 100 },
    );
  });

  it('has nothing to do for a tensor without numbers', () => {
    expect(tf.tidy(() => tf.transpose(tf.zeros([3, 0, 2]), [2, 0, 1]).shape)).toEqual([2, 3, 0]);
  });
});

describe('the identity on wasm', () => {
  it('shares its numbers, which stay until the last has gone', () => {
    const { backend } = tf.engine();
    const before = backend.numDataIds();
    const x = tf.tensor1d([1, 2, 3]);
    const copy = tf.clone(x);
    const identity = tf.engine().runKernel<tf.Tensor>('Identity', { x });
    expect(backend.numDataIds()).toBe(before + 1);
    x.dispose();
    copy.dispose();
    expect(Array.from(identity.dataSync())).toEqual([1, 2, 3]);
    identity.dispose();
    expect(backend.numDataIds()).toBe(before);
  });
});
