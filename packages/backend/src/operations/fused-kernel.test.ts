import { tf } from '../tensorflow';
import { expectNoLeaks, withBackend } from '../testing';
import { fused, fusedAll, hasFused } from './fused-kernel';
import { gelu } from './gelu';

const backend = withBackend();
/** `on` where the addon was built with the kernels and `off` where they are to be left alone: what the test command has found out. */
const { BCL_KERNELS: told } = process.env;

describe('kernels of our own', () => {
  it('are called where they are, and never elsewhere', () => {
    const called = ['BclGelu', 'BclAdam', 'BclSplit'].map(hasFused);
    if (backend().name !== 'native' || told === 'off') expect(called).toEqual([false, false, false]);
    else if (told === 'on') expect(called).toEqual([true, true, true]);
    else expect(new Set(called).size).toBe(1);
  });

  it('refuse inputs that do not fit, in one line, and leak nothing', async () => {
    if (!hasFused('BclGeluGrad')) return;
    const [x, y] = [tf.ones([2, 3]), tf.ones([4])];
    await expectNoLeaks(() => {
      expect(() => fused('BclGeluGrad', [x, y])).toThrow('inputs of one shape are needed');
      expect(() => fusedAll('BclAttention', [x], 2, { tokens: 5, heads: 1 })).toThrow('is needed');
      expect(() => fusedAll('BclSplit', [y], 2, { N: 2, ranks: [1, 1], dims: [1, 2] })).toThrow('do not fill');
    });
    tf.dispose([x, y]);
  });
});

describe('gelu', () => {
  it('is 0 far below, x far above, and stays NaN', () => {
    const x = tf.tensor1d([-3e38, -1e30, -88, 0, 88, 3e38, NaN]);
    const y = gelu(x);
    expect(Array.from(y.dataSync(), (value) => value + 0)).toEqual([
      0,
      0,
      expect.closeTo(0, 30),
      0,
      88,
      Math.fround(3e38),
      NaN,
    ]);
    tf.dispose([x, y]);
  });
});
