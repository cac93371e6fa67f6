import { runOrThrow } from '@bcl/errors';
import fc from 'fast-check';
import { openBackend } from '../selection/open-backend';
import { tf } from '../tensorflow';

beforeAll(async () => {
  await runOrThrow(openBackend({ name: 'wasm' }));
});

/** A tensor whose numbers are their places, and an axis of it. */
const arbitrary = fc
  .array(fc.integer({ min: 1, max: 9 }), { minLength: 1, maxLength: 6 })
  .filter((shape) => shape.reduce((product, size) => product * size, 1) <= 3000)
  .chain((shape) => fc.record({ shape: fc.constant(shape), axis: fc.nat(shape.length - 1), seed: fc.nat(1000) }));

const range = (shape: readonly number[], dtype: 'float32' | 'int32' | 'bool'): tf.Tensor => {
  const count = shape.reduce((product, size) => product * size, 1);
  const values = Array.from({ length: count }, (_, i) => (dtype === 'bool' ? i % 2 : i));
  return tf.tensor(values, [...shape], dtype);
};

/** The piece by the definition. */
function byDefinition(
  values: ArrayLike<number>,
  shape: readonly number[],
  begin: readonly number[],
  size: readonly number[],
) {
  const count = size.reduce((product, length) => product * length, 1);
  return Array.from({ length: count }, (_, place) => {
    let [at, step, rest] = [0, 1, place];
    for (let axis = shape.length - 1; axis >= 0; axis--) {
      at += (begin[axis] + (rest % size[axis])) * step;
      rest = Math.floor(rest / size[axis]);
      step *= shape[axis];
    }
    return values[at];
  });
}

describe.each(['float32', 'int32', 'bool'] as const)('slicing %s on wasm', (dtype) => {
  it('gives the piece that was asked for', () => {
    fc.assert(
      fc.property(arbitrary, ({ shape, seed }) => {
        const begin = shape.map((size, axis) => (seed * (axis + 3)) % size);
        const size = shape.map((whole, axis) => 1 + ((seed + axis) % (whole - begin[axis])));
        const [x, piece] = tf.tidy(() => {
          const tensor = range(shape, dtype);
          return [tensor.dataSync(), tf.slice(tensor, begin, size).dataSync()];
        });
        expect(Array.from(piece)).toEqual(byDefinition(x, shape, begin, size));
      }),
    );
  });

  it('splits along any axis, and what is split comes together again', () => {
    fc.assert(
      fc.property(arbitrary, ({ shape, axis, seed }) => {
        const first = seed % (shape[axis] + 1);
        tf.tidy(() => {
          const tensor = range(shape, dtype);
          const pieces = tf.split(tensor, [first, shape[axis] - first], axis);
          expect(pieces.map((piece) => piece.shape[axis])).toEqual([first, shape[axis] - first]);
          expect(Array.from(tf.concat(pieces, axis).dataSync())).toEqual(Array.from(tensor.dataSync()));
        });
      }),
    );
  });
});

it('takes a size of -1 for the rest, and cuts evenly', () => {
  tf.tidy(() => {
    const x = range([4, 3], 'float32');
    expect(Array.from(tf.slice(x, [1, 2], [-1, -1]).dataSync())).toEqual([5, 8, 11]);
    expect(tf.split(x, 2).map((piece) => Array.from(piece.dataSync()))).toEqual([
      [0, 1, 2, 3, 4, 5],
      [6, 7, 8, 9, 10, 11],
    ]);
  });
});
