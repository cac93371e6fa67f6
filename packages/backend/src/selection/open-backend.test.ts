import { runOrThrow } from '@bcl/errors';
import * as E from 'fp-ts/lib/Either.js';
import { tf } from '../tensorflow';
import { openBackend } from './open-backend';
import { opener, type OpenOptions } from './opener';

const load = (name: string): Promise<never> =>
  Promise.reject(Object.assign(new Error(`Cannot find module '${name}'`), { code: 'MODULE_NOT_FOUND' }));

/** Runs with BCL_BACKEND set. */
async function named<A>(value: string | undefined, action: () => Promise<A>): Promise<A> {
  const before = process.env.BCL_BACKEND;
  try {
    if (value === undefined) delete process.env.BCL_BACKEND;
    else process.env.BCL_BACKEND = value;
    return await action();
  } finally {
    if (before === undefined) delete process.env.BCL_BACKEND;
    else process.env.BCL_BACKEND = before;
  }
}

/** Opens where nothing is open yet. */
const fresh = (options: OpenOptions) => opener()(options)();

describe('openBackend', () => {
  it('takes the best there is, says why nothing better, and means it when nothing native is installed', async () => {
    const opened = await named(undefined, () => fresh({ load }));
    expect(opened).toMatchObject({ right: { name: 'wasm', describe: 'WebAssembly with SIMD' } });
    if (E.isLeft(opened)) return;
    expect(opened.right.passedOver.map(({ name }) => name)).toEqual(['native-gpu', 'native', 'webgpu']);
    for (const { why } of opened.right.passedOver) expect(why).toContain('installed');
  });

  it('takes what BCL_BACKEND names, which blanks do not', async () => {
    expect(await named(' cpu ', () => fresh({ load }))).toMatchObject({ right: { name: 'cpu', passedOver: [] } });
    expect(await named(' ', () => fresh({ load }))).toMatchObject({ right: { name: 'wasm' } });
  });

  it('knows no other names', async () => {
    expect(await named('gpu', () => fresh({ load }))).toEqual(
      E.left({
        _tag: 'UnknownBackend',
        message: "No backend is called 'gpu' (BCL_BACKEND); take one of auto, native-gpu, native, webgpu, wasm, cpu",
      }),
    );
    expect(await fresh({ name: 'tpu' as 'cpu' })).toMatchObject({ left: { _tag: 'UnknownBackend' } });
  });

  it('fails where one that was asked for by name is not to be had, and says why and what to do', async () => {
    const failed = await fresh({ name: 'native', load });
    expect(failed).toMatchObject({ left: { _tag: 'BackendUnavailable' } });
    if (E.isLeft(failed)) {
      expect(failed.left.message).toContain('@tensorflow/tfjs-node-gpu is not installed');
      expect(failed.left.message).toContain('npx bcl-native');
    }
  });

  it('opens one backend, changes over by name, and keeps it where the change fails', async () => {
    // Two at once are one after the other.
    const [wasm, again] = await Promise.all([openBackend({ name: 'wasm' }), openBackend()].map(runOrThrow));
    expect(wasm.name).toBe('wasm');
    expect(again).toBe(wasm);
    const cpu = await runOrThrow(openBackend({ name: 'cpu' }));
    expect([cpu.name, tf.getBackend()]).toEqual(['cpu', 'cpu']);
    expect(await openBackend({ name: 'webgpu', load })()).toMatchObject({ left: { _tag: 'BackendUnavailable' } });
    expect(tf.getBackend()).toBe('cpu');
    expect(await runOrThrow(openBackend({ name: 'wasm' }))).toBe(wasm);
    expect(tf.getBackend()).toBe('wasm');
  });

  it('says nothing', async () => {
    const warn = jest.spyOn(console, 'warn').mockImplementation(() => {});
    await runOrThrow(openBackend({ name: 'cpu' }));
    tf.tidy(() => tf.add(1, 2).dataSync());
    expect(warn).not.toHaveBeenCalled();
    warn.mockRestore();
  });
});
