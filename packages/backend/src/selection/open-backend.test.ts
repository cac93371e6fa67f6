import { runOrThrow } from '@bcl/errors';
import { tf } from '../tensorflow';
import { openBackend } from './open-backend';

describe('openBackend', () => {
  it('opens wasm by name, and the same again', async () => {
    const backend = await runOrThrow(openBackend({ name: 'wasm' }));
    expect(backend.name).toBe('wasm');
    expect(tf.getBackend()).toBe('wasm');
    expect(await runOrThrow(openBackend())).toBe(backend);
  });
});
