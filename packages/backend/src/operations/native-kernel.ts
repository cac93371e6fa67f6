import { tf } from '../tensorflow';

/** What is used of the backend over TensorFlow's C library. */
interface NativeBackend {
  readonly binding: Readonly<Record<'TF_ATTR_TYPE' | 'TF_ATTR_STRING' | 'TF_ATTR_BOOL' | 'TF_FLOAT', number>>;
  executeSingleOutput(name: string, attributes: object[], inputs: tf.Tensor[]): tf.Tensor;
}

/** Kernels that the library turned out not to have, or not on its device. */
const missing = new Set<string>();

/**
 * Calls a kernel of TensorFlow that TensorFlow.js has no operation for, on the backend over its C library; on every other backend,
 * and where the library lacks the kernel, computes the same `otherwise`.
 *
 * Not recorded: only for the value of an operation, and for a gradient that is not differentiated.
 *
 * @param name - the kernel, e.g. `SigmoidGrad`: one output, one type attribute `T`
 * @param attributes - of text or yes and no, e.g. `{ data_format: 'NHWC' }`
 */
export function nativeKernel(
  name: string,
  inputs: tf.Tensor[],
  otherwise: () => tf.Tensor,
  attributes: Readonly<Record<string, string | boolean>> = {},
): tf.Tensor {
  const backend = tf.backend() as unknown as Partial<NativeBackend>;
  const { binding } = backend;
  if (binding === undefined || backend.executeSingleOutput === undefined || missing.has(name)) return otherwise();
  try {
    return backend.executeSingleOutput(
      name,
      [
        { name: 'T', type: binding.TF_ATTR_TYPE, value: binding.TF_FLOAT },
        ...Object.entries(attributes).map(([key, value]) => ({
          name: key,
          type: typeof value === 'string' ? binding.TF_ATTR_STRING : binding.TF_ATTR_BOOL,
          value,
        })),
      ],
      inputs,
    );
  } catch {
    // Where the inputs are at fault this throws too, and says why in its own words.
    const result = otherwise();
    missing.add(name);
    return result;
  }
}
