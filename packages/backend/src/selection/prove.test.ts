import { runOrThrow } from '@bcl/errors';
import { tf } from '../tensorflow';
import { openBackend } from './open-backend';
import { prove, stepInJavaScript } from './prove';

beforeAll(() => runOrThrow(openBackend({ name: 'cpu' })));

/** Runs with a kernel of the cpu backend replaced. */
async function withKernel<A>(name: string, by: () => never | object, action: () => Promise<A>): Promise<A> {
  const kernel = tf.getKernel(name, 'cpu');
  tf.unregisterKernel(name, 'cpu');
  tf.registerKernel({ ...kernel, kernelFunc: by as typeof kernel.kernelFunc });
  try {
    return await action();
  } finally {
    tf.unregisterKernel(name, 'cpu');
    tf.registerKernel(kernel);
  }
}

describe('prove', () => {
  it('finds nothing wrong with a backend that is right, and leaves no tensor behind', async () => {
    const before = tf.memory().numTensors;
    expect(await prove()).toBeUndefined();
    expect(tf.memory().numTensors).toBe(before);
  });

  it('compares with the step by hand: the slope of the cross entropy is (softmax - target) / rows', () => {
    const loss = (w: readonly number[]): number => {
      const rows = [
        { x: [0.5, -1, 2], k: 0 },
        { x: [1.5, 0.25, -0.75], k: 1 },
      ];
      const each = rows.map(({ x, k }) => {
        const [a, b] = [0, 1].map((j) => x.reduce((sum, value, i) => sum + value * w[2 * i + j], 0));
        return Math.log(Math.exp(a) + Math.exp(b)) - (k === 0 ? a : b);
      });
      return (each[0] + each[1]) / 2;
    };
    const before = [0.1, -0.2, 0.3, 0.4, -0.5, 0.6];
    stepInJavaScript().forEach((after, i) => {
      const moved = (by: number) => loss(before.map((value, j) => (i === j ? value + by : value)));
      expect(after).toBeCloseTo(before[i] - (0.1 * (moved(1e-5) - moved(-1e-5))) / 2e-5, 8);
    });
  });

  it('finds a softmax that is not one', async () => {
    const wrong = () => tf.engine().backend.write(new Float32Array([1, 0, 0, 1]), [2, 2], 'float32');
    const softmax = () => ({ dataId: wrong(), shape: [2, 2], dtype: 'float32' });
    expect(await withKernel('Softmax', softmax, prove)).toMatch(
      /^its training step is wrong: weight \d became .*, not -?\d/,
    );
  });

  it('finds a kernel that fails', async () => {
    const fail = () => {
      throw new Error('no such\nshader');
    };
    expect(await withKernel('BatchMatMul', fail, prove)).toBe('its training step failed: no such shader');
  });
});
