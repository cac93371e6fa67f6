import { namedByEnvironment } from '../selection/node-process';
import { tf } from '../tensorflow';
import { expectNoLeaks } from './expect-no-leaks';
import { withBackend } from './with-backend';

const backend = withBackend();

describe('withBackend', () => {
  it('has opened what the environment names, or wasm', () => {
    expect(backend().name).toBe(namedByEnvironment() ?? 'wasm');
  });
});

describe('expectNoLeaks', () => {
  it('passes an action that tidies up, and one that fills a cache the first time', async () => {
    let cache: tf.Tensor | undefined;
    await expectNoLeaks(() => {
      cache ??= tf.scalar(1);
      tf.tidy(() => tf.add(1, 2).dataSync()[0]);
    });
    cache?.dispose();
  });

  it('tells an action that leaves tensors, and one that takes them', async () => {
    const left: tf.Tensor[] = [];
    await expect(expectNoLeaks(() => left.push(tf.scalar(1), tf.scalar(2)))).rejects.toThrow('left 2 tensors');
    await expect(expectNoLeaks(() => left.pop()?.dispose())).rejects.toThrow('took 1 tensors');
    tf.dispose(left);
  });
});
