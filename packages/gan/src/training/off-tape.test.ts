import { exp, tf } from '@bcl/backend';
import { expectNoLeaks, withBackend } from '@bcl/backend/testing';
import { offTape } from './off-tape';

withBackend();

it('takes a gradient inside of a loss, whose own gradient goes on as if nothing had been', async () => {
  const cube = (x: tf.Tensor) => tf.mul(tf.square(x), x);
  await expectNoLeaks(() =>
    tf.tidy(() => {
      let inner = NaN;
      const slope = tf.grad((x) => {
        const before = exp(x);
        const constant = offTape(() => tf.grad((y: tf.Tensor) => tf.sum(cube(y)))(x));
        inner = constant.dataSync()[0];
        return tf.sum(tf.mul(tf.mul(before, constant), tf.square(x)));
      })(tf.tensor1d([2]));
      expect(inner).toBeCloseTo(12, 4);
      // d/dx eˣ c x² = c eˣ (x² + 2x), with c = 3x² held at 12.
      expect(slope.dataSync()[0]).toBeCloseTo(12 * Math.exp(2) * 8, 1);
    }),
  );
});

it('restores the tape after an error', () => {
  const slope = tf.tidy(
    () =>
      tf
        .grad((x) => {
          const square = tf.square(x);
          try {
            offTape(() => {
              throw new Error('inside');
            });
          } catch {
            return tf.sum(square);
          }
          return tf.sum(x);
        })(tf.tensor1d([3]))
        .dataSync()[0],
  );
  expect(slope).toBeCloseTo(6);
});
