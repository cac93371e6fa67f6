import { tf } from '../tensorflow';

type Attributes = Readonly<Record<string, number | boolean | readonly number[]>>;

/** What is used of the backend over TensorFlow's C library. */
interface NativeBackend {
  readonly binding: Readonly<Record<'TF_ATTR_INT' | 'TF_ATTR_FLOAT' | 'TF_ATTR_BOOL', number>>;
  readonly isUsingGpuDevice: boolean;
  executeMultipleOutputs(name: string, attributes: object[], inputs: tf.Tensor[], outputs: number): tf.Tensor[];
}

/** Which families of kernels the addon of this process has, by the one that was tried; none before it was asked. */
const there = new Map<string, boolean>();

/** Products are of the addon's own only where they are as fast as TensorFlow's. */
const products = new Set(['BclProduct', 'BclLinear', 'BclLinearPlus', 'BclGram']);

/** For trials: kernels that are to be left aside. */
const aside: Set<string> = ((globalThis as { bclAside?: Set<string> }).bclAside ??= new Set());

/**
 * Whether a kernel of this package's own can be called: an addon that `bcl-native` built has them beside TensorFlow's, for the CPU.
 */
export function hasFused(name: string): boolean {
  const backend = tf.backend() as unknown as Partial<NativeBackend>;
  if (backend.binding === undefined || backend.isUsingGpuDevice === true || aside.has(name)) return false;
  const tried = products.has(name) ? 'BclGram' : 'BclSoftmaxGrad';
  let known = there.get(tried);
  if (known === undefined) there.set(tried, (known = answers(backend as NativeBackend, tried)));
  return known;
}

function answers(backend: NativeBackend, name: string): boolean {
  const probe = tf.tensor1d([0]);
  try {
    tf.dispose(backend.executeMultipleOutputs(name, [], [probe, probe], 1));
    return true;
  } catch {
    return false;
  } finally {
    probe.dispose();
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
