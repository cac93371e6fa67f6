import * as E from 'fp-ts/lib/Either.js';
import { tf } from '../tensorflow';
import type { Outside } from './candidate';
import { native, nativeGpu } from './native';

const absent = (name: string): Error =>
  Object.assign(new Error(`Cannot find module '${name}'`), { code: 'MODULE_NOT_FOUND' });

const failing = (errors: Record<string, Error>): Outside => ({
  load: (name) => Promise.reject(errors[name] ?? absent(name)),
});

/** Registers what the addon would, and takes it away again when the action is over. */
async function withAddon<A>(addon: object, action: (outside: Outside) => Promise<A>): Promise<A> {
  const backend = Object.assign(new tf.KernelBackend(), { dispose: () => {} }, addon);
  const load = () => {
    if (tf.findBackend('tensorflow') === null) tf.registerBackend('tensorflow', () => backend);
    return Promise.resolve({});
  };
  try {
    return await action({ load });
  } finally {
    tf.removeBackend('tensorflow');
    await tf.setBackend('cpu');
  }
}

describe('the native backends', () => {
  it('are not installed, and say what to do', async () => {
    const reason =
      '@tensorflow/tfjs-node-gpu is not installed: add it, then `pnpm native` here, or `npx bcl-native` elsewhere, makes it';
    expect(await native.start(failing({}))).toEqual(E.left(reason));
    expect(await nativeGpu.start(failing({}))).toEqual(E.left(reason));
  });

  it('are installed without their addon', async () => {
    const error = new Error(
      'The Node.js native addon module (tfjs_binding.node) can not be found at path: /x/y.node.\nPlease run',
    );
    expect(await native.start(failing({ '@tensorflow/tfjs-node-gpu': error }))).toEqual(
      E.left(
        'the addon of @tensorflow/tfjs-node-gpu was never built: `pnpm native` here, or `npx bcl-native` elsewhere, makes it',
      ),
    );
  });

  it('lack a library, which is named', async () => {
    const why = 'libtensorflow.so.2: cannot open shared object file: No such file or directory';
    const error = Object.assign(new Error(why), { code: 'ERR_DLOPEN_FAILED' });
    const outside = failing({ '@tensorflow/tfjs-node': error });
    expect(await native.start(outside)).toEqual(E.left(`@tensorflow/tfjs-node does not load: ${why}`));
  });

  it('lack a package of their own, which is not taken for the whole', async () => {
    const outside = failing({ '@tensorflow/tfjs-node-gpu': absent('@mapbox/node-pre-gyp') });
    expect(await native.start(outside)).toEqual(
      E.left("@tensorflow/tfjs-node-gpu does not load: Cannot find module '@mapbox/node-pre-gyp'"),
    );
  });

  it('bring another copy of TensorFlow.js', async () => {
    const reason = await native.start({ load: () => Promise.resolve({}) });
    expect(reason).toMatchObject({ left: expect.stringContaining('brought another copy of TensorFlow.js') as string });
  });

  it('are one addon that uses a GPU or does not', async () => {
    const cpu = { isUsingGpuDevice: false, binding: { TF_Version: '2.21.0' } };
    await withAddon(cpu, async (outside) => {
      expect(await nativeGpu.start(outside)).toMatchObject({ left: expect.stringContaining('uses no GPU') as string });
      expect(await native.start(outside)).toEqual(E.right('native CPU (TensorFlow 2.21.0)'));
      expect(tf.getBackend()).toBe('tensorflow');
    });
    await withAddon({ isUsingGpuDevice: true, binding: {} }, async (outside) => {
      expect(await native.start(outside)).toMatchObject({ left: expect.stringContaining('take native-gpu') as string });
      expect(await nativeGpu.start(outside)).toEqual(E.right('native GPU (TensorFlow)'));
    });
  });
});
