import * as E from 'fp-ts/lib/Either.js';
import type { Outside } from './candidate';
import { webgpu } from './webgpu';

const absent = (name: string): Error =>
  Object.assign(new Error(`Cannot find package '${name}' from x`), { code: 'ERR_MODULE_NOT_FOUND' });

/** Dawn with an adapter, and no package for TensorFlow.js beside it. */
const dawn = (adapter: object | null): Outside => ({
  load: (name) =>
    name === 'webgpu'
      ? Promise.resolve({
          create: () => ({ requestAdapter: () => Promise.resolve(adapter) }),
          globals: { GPUBufferUsage: {} },
        })
      : Promise.reject(absent(name)),
});

describe('WebGPU', () => {
  const scope = globalThis as { navigator?: { gpu?: object }; GPUBufferUsage?: object };
  const { navigator } = scope;
  afterEach(() => {
    Object.defineProperty(scope, 'navigator', { value: navigator, configurable: true, writable: true });
    delete scope.GPUBufferUsage;
  });

  it('needs two packages', async () => {
    const outside: Outside = { load: (name) => Promise.reject(absent(name)) };
    expect(await webgpu.start(outside)).toEqual(E.left('@tensorflow/tfjs-backend-webgpu and webgpu are not installed'));
  });

  it('needs an adapter', async () => {
    expect(await webgpu.start(dawn(null))).toEqual(E.left('no graphics adapter: no driver that WebGPU can use'));
  });

  it.each([
    [{ info: { vendor: 'mesa', architecture: 'llvmpipe' } }],
    [{ info: { vendor: 'google', architecture: 'swiftshader' } }],
    [{ info: { description: 'Microsoft Basic Render Driver' } }],
    [{ isFallbackAdapter: true }],
    [{ info: { vendor: 'x', isFallbackAdapter: true } }],
  ])('refuses software (%j)', async (adapter) => {
    expect(await webgpu.start(dawn(adapter))).toMatchObject({ left: expect.stringContaining('is software') as string });
    expect(scope.GPUBufferUsage).toBeUndefined();
  });

  it('is put where TensorFlow.js looks for it, once the hardware is real', async () => {
    const adapter = { isFallbackAdapter: false, info: { vendor: 'nvidia', architecture: 'hopper' } };
    expect(await webgpu.start(dawn(adapter))).toEqual(E.left('@tensorflow/tfjs-backend-webgpu is not installed'));
    expect(scope.GPUBufferUsage).toEqual({});
    expect(scope.navigator?.gpu).toBeDefined();
  });
});
