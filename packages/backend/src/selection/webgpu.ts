import * as E from 'fp-ts/lib/Either.js';
import { tf } from '../tensorflow';
import { isMissing, reasonOf, type Candidate, type Outside } from './candidate';
import { nodeProcess } from './node-process';

const BACKEND = '@tensorflow/tfjs-backend-webgpu';

/** WebGPU in Node: Dawn, which is a browser's without the browser. */
const DAWN = 'webgpu';

/** What is used of WebGPU. */
interface Gpu {
  requestAdapter(options?: object): Promise<Adapter | null>;
}

interface Adapter {
  readonly isFallbackAdapter?: boolean;
  readonly info?: AdapterInfo;
}

interface AdapterInfo {
  readonly isFallbackAdapter?: boolean;
  readonly vendor?: string;
  readonly architecture?: string;
  readonly device?: string;
  readonly description?: string;
}

/** The graphics interface of a browser, or of Node by the package `webgpu`, on real hardware. */
export const webgpu: Candidate = {
  name: 'webgpu',
  start: async ({ load }) => {
    try {
      const found = await graphics(load);
      if (E.isLeft(found)) return found;
      const adapter = await found.right.gpu.requestAdapter({ powerPreference: 'high-performance' });
      if (adapter === null) return E.left('no graphics adapter: no driver that WebGPU can use');
      if (isSoftware(adapter)) {
        return E.left(`the only graphics adapter is software, which is slower than wasm (${nameOf(adapter)})`);
      }
      found.right.publish();
      await load(BACKEND);
      if (!(await tf.setBackend('webgpu'))) return E.left('TensorFlow.js could not start it');
      return E.right(`WebGPU (${nameOf(adapter)})`);
    } catch (error) {
      return E.left(isMissing(BACKEND, error) ? `${BACKEND} is not installed` : reasonOf(error));
    }
  },
};

/** Where WebGPU is, and how to put it where TensorFlow.js looks for it. */
async function graphics(load: Outside['load']): Promise<E.Either<string, { gpu: Gpu; publish: () => void }>> {
  const scope = globalThis as { navigator?: { gpu?: Gpu } };
  if (scope.navigator?.gpu !== undefined) return E.right({ gpu: scope.navigator.gpu, publish: () => {} });
  if (nodeProcess() === undefined) return E.left('this browser has no WebGPU');
  try {
    const { create, globals } = (await load(DAWN)) as { create: (flags: string[]) => Gpu; globals: object };
    const gpu = create([]);
    const publish = (): void => {
      Object.assign(scope, globals);
      const { navigator = {} } = scope;
      Object.defineProperty(navigator, 'gpu', { value: gpu, configurable: true });
      Object.defineProperty(scope, 'navigator', { value: navigator, configurable: true, writable: true });
    };
    return E.right({ gpu, publish });
  } catch (error) {
    return E.left(isMissing(DAWN, error) ? `${BACKEND} and ${DAWN} are not installed` : reasonOf(error));
  }
}

const namesOfSoftware = /swiftshader|llvmpipe|lavapipe|softpipe|software|basic render|\bwarp\b/i;

function isSoftware(adapter: Adapter): boolean {
  return (
    (adapter.isFallbackAdapter ?? adapter.info?.isFallbackAdapter) === true || namesOfSoftware.test(nameOf(adapter))
  );
}

const nameOf = ({ info }: Adapter): string =>
  [info?.vendor, info?.architecture, info?.device, info?.description].filter(Boolean).join(' ') ||
  'an adapter without a name';
