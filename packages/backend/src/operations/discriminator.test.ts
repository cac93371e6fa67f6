import { key } from '@bcl/random';

import { gradientOf } from '../parameters/gradient';
import { initialParameters } from '../parameters/initial';
import type { ParameterSpec } from '../parameters/specification';
import { splitParameters } from '../parameters/split';
import { tf } from '../tensorflow';
import { expectNoLeaks, withBackend } from '../testing';

import { generic, gradientsOf } from './derivatives';
import { gelu } from './gelu';
import { layerNorm } from './layer-norm';
import { linear } from './linear';
import { selfAttention } from './self-attention';
import { softplus } from './softplus';

withBackend();

const [batch, tokens, values, width] = [2, 3, 2, 4];

const normal = (name: string, ...shape: number[]): ParameterSpec => ({
  name,
  shape,
  initial: { kind: 'normal', deviation: 0.7 },
});

const specs: readonly ParameterSpec[] = [
  normal('embedding', values, width),
  normal('positions', tokens, width),
  normal('gain', width),
  normal('bias', width),
  normal('projection', width, 3 * width),
  normal('projectionBias', 3 * width),
  normal('mixing', width, width),
  normal('gain2', width),
  normal('bias2', width),
  normal('up', width, 2 * width),
  normal('upBias', 2 * width),
  normal('down', 2 * width, width),
  normal('head', width, 1),
];

type Parameters = Record<string, tf.Tensor>;

/** A transformer of one block, [B, T, P] to [B]. */
function discriminator(p: Parameters, x: tf.Tensor): tf.Tensor {
  const placed = tf.add(linear(x, p.embedding), p.positions);
  const embedded = tf.reshape(placed, [batch * tokens, width]);
  const projected = linear(layerNorm(embedded, p.gain, p.bias), p.projection, p.projectionBias);
  const mixed = tf.add(embedded, linear(selfAttention(projected, tokens, 2), p.mixing));
  const hidden = gelu(linear(layerNorm(mixed, p.gain2, p.bias2), p.up, p.upBias));
  const out = tf.reshape(tf.add(mixed, linear(hidden, p.down)), [batch, tokens, width]);
  return tf.reshape(linear(tf.mean(out, 1), p.head), [-1]);
}

const rows = (): tf.Tensor => tf.tensor(generic(batch * tokens * values, 5), [batch, tokens, values]);

/** The mean of |d D / d x|²: the penalty R1. */
function penalty(p: Parameters): tf.Scalar {
  const [gradient] = gradientsOf((x) => tf.sum<tf.Scalar>(discriminator(p, x)), [rows()]);
  return tf.div<tf.Scalar>(tf.sum(tf.square(gradient)), batch);
}

/** A loss in which the penalty is but one term: what TensorFlow.js drops without a word. */
const loss = (p: Parameters): tf.Scalar =>
  tf.add<tf.Scalar>(tf.mean(softplus(tf.neg(discriminator(p, rows())))), tf.mul(penalty(p), 5));

describe('a transformer discriminator under a gradient penalty', () => {
  const flat = initialParameters(specs, key('discriminator'));
  const at = (f: (p: Parameters) => tf.Scalar, point: ArrayLike<number>): number =>
    tf.tidy(() => f(splitParameters(tf.tensor1d(Float32Array.from(point)), specs)).dataSync()[0]);

  it.each([
    ['the penalty alone', penalty],
    ['the loss with it', loss],
  ])('%s has the gradient of finite differences with respect to each of the weights', (_, f) => {
    const gradient = tf.tidy(() => gradientOf(tf.tensor1d(flat), specs, f).gradient.dataSync<'float32'>());
    const length = Math.sqrt(gradient.reduce((sum, g) => sum + g * g, 0));
    let offset = 0;
    for (const spec of specs) {
      const size = spec.shape.reduce((a, b) => a * b, 1);
      const along = generic(size, offset + 1);
      const difference = (step: number): number => {
        const moved = (sign: number): number[] =>
          Array.from(flat, (w, i) => w + (i >= offset && i < offset + size ? sign * step * along[i - offset] : 0));
        return (at(f, moved(1)) - at(f, moved(-1))) / (2 * step);
      };
      const expected = (4 * difference(0.02) - difference(0.04)) / 3;
      const found = along.reduce((sum, a, i) => sum + a * gradient[offset + i], 0);
      expect({ name: spec.name, agrees: Math.abs(found - expected) < 1e-3 * length, found, expected }).toMatchObject({
        agrees: true,
      });
      offset += size;
    }
  });

  it('leaves no tensor behind', async () => {
    const point = tf.tensor1d(flat);
    await expectNoLeaks(() => tf.dispose({ ...gradientOf(point, specs, loss) }));
    point.dispose();
  });

  it('takes no more kernels than it did', async () => {
    const point = tf.tensor1d(flat);
    const free = new Set(['Identity', 'Reshape']);
    const kernelsOf = async (f: (p: Parameters) => tf.Scalar): Promise<number> => {
      const profile = await tf.profile(() => tf.dispose({ ...gradientOf(point, specs, f) }));
      // Operations with a gradient of their own are listed beside the kernels they call, under the name of a scope.
      const moved = profile.kernels.filter(
        ({ name }) => tf.getKernel(name, tf.getBackend()) !== undefined && !free.has(name),
      );
      return moved.length;
    };
    const plain = (p: Parameters): tf.Scalar => tf.mean(softplus(discriminator(p, rows())));
    // A whole step of a block and its head; a few kernels more may be a good reason, many more are a slip.
    expect(await kernelsOf(plain)).toBeLessThan(110);
    expect(await kernelsOf(loss)).toBeLessThan(450);
    point.dispose();
  });
});
