import { tf } from '../tensorflow';

type Attributes = Readonly<Record<string, number | boolean | readonly number[]>>;

/** What is used of the backend over TensorFlow's C library. */
interface NativeBackend {
  readonly binding: Readonly<Record<'TF_ATTR_INT' | 'TF_ATTR_FLOAT' | 'TF_ATTR_BOOL', number>>;
  readonly isUsingGpuDevice: boolean;
  executeMultipleOutputs(name: string, attributes: object[], inputs: tf.Tensor[], outputs: number): tf.Tensor[];
}

/** The version of all their signatures: an addon that was built beside another version of this package is left alone. */
const VERSION = 1;

/** Products are among them only where they are faster than TensorFlow's own. */
const products = new Set(['BclProduct', 'BclLinear', 'BclLinearPlus', 'BclGram']);

/** What the addon of this process has; undefined before it was asked. */
let found: { readonly kernels: boolean; readonly products: boolean } | undefined;

/**
 * Whether a kernel of this package's own can be called: an addon that `bcl-native` built has them beside TensorFlow's, for the CPU.
 * None with `BCL_KERNELS=off` in the environment.
 */
export function hasFused(name: string): boolean {
  const backend = tf.backend() as unknown as Partial<NativeBackend>;
  if (backend.binding === undefined || backend.isUsingGpuDevice === true) return false;
  found ??= ask(backend as NativeBackend);
  return products.has(name) ? found.products : found.kernels;
}

function ask(backend: NativeBackend): { kernels: boolean; products: boolean } {
  const none = { kernels: false, products: false };
  // eslint-disable-next-line no-restricted-properties -- an addon is there in Node only, and this is about the addon
  if (process.env.BCL_KERNELS === 'off') return none;
  try {
    const [answer] = backend.executeMultipleOutputs('BclKernels', [], [], 1);
    const [version, withProducts] = answer.dataSync();
    answer.dispose();
    return version === VERSION ? { kernels: true, products: withProducts === 1 } : none;
  } catch {
    return none;
  }
}

/** `epsilon` is a real number also where it happens to be whole. */
const real = new Set(['epsilon']);

/** Calls a kernel of this package's own. Not recorded: only for the value of an operation, and for a gradient that is not differentiated. */
export function fusedAll(name: string, inputs: tf.Tensor[], outputs: number, attributes: Attributes = {}): tf.Tensor[] {
  const backend = tf.backend() as unknown as NativeBackend;
  const { binding } = backend;
  const list = Object.entries(attributes).map(([key, value]) => ({
    name: key,
    type:
      typeof value === 'boolean' ? binding.TF_ATTR_BOOL : real.has(key) ? binding.TF_ATTR_FLOAT : binding.TF_ATTR_INT,
    value,
  }));
  return backend.executeMultipleOutputs(name, list, inputs, outputs);
}

/** {@link fusedAll} of one output. */
export const fused = (name: string, inputs: tf.Tensor[], attributes?: Attributes): tf.Tensor =>
  fusedAll(name, inputs, 1, attributes)[0];
