import * as E from 'fp-ts/lib/Either.js';
import { tf } from '../tensorflow';
import { isMissing, reasonOf, type Candidate, type Outside } from './candidate';
import { prepareNode } from './prepare-node';

/** The packages that bring TensorFlow's C library; the addon of either may have been built with or without a GPU. */
const packages = ['@tensorflow/tfjs-node-gpu', '@tensorflow/tfjs-node'];

const HOW = '`pnpm native` here, or `npx bcl-native` elsewhere, makes it';

/** What is used of the addon's backend beyond the usual. */
interface NodeBackend {
  readonly isUsingGpuDevice: boolean;
  readonly binding: { readonly TF_Version?: string };
}

/** TensorFlow's C library on a GPU. */
export const nativeGpu: Candidate = {
  name: 'native-gpu',
  start: (outside) =>
    take(outside, true, 'native GPU', 'the addon uses no GPU: it was built without, or the driver shows it none'),
};

/** TensorFlow's C library on the CPU. */
export const native: Candidate = {
  name: 'native',
  start: (outside) =>
    take(
      outside,
      false,
      'native CPU',
      'the addon uses a GPU: take native-gpu, or hide the GPU by CUDA_VISIBLE_DEVICES=-1',
    ),
};

async function take(
  outside: Outside,
  gpu: boolean,
  what: string,
  otherwise: string,
): Promise<E.Either<string, string>> {
  const found = await find(outside);
  if (E.isLeft(found)) return found;
  const { isUsingGpuDevice, binding } = found.right;
  if (isUsingGpuDevice !== gpu) return E.left(otherwise);
  if (!(await tf.setBackend('tensorflow'))) return E.left('TensorFlow.js did not take the addon');
  return E.right(`${what} (TensorFlow${binding.TF_Version === undefined ? '' : ` ${binding.TF_Version}`})`);
}

/** The addon's backend, from the first of the packages that loads; else why none does. */
async function find({ load }: Outside): Promise<E.Either<string, NodeBackend>> {
  if (!prepareNode()) return E.left('an addon needs Node');
  let why: string | undefined;
  for (const name of packages) {
    try {
      await load(name);
      const backend = tf.findBackend('tensorflow') as unknown as NodeBackend | null;
      if (backend !== null) return E.right(backend);
      why ??= `${name} brought another copy of TensorFlow.js: install the version that @bcl/backend asks for`;
    } catch (error) {
      if (!isMissing(name, error)) why ??= whyNot(name, reasonOf(error));
    }
  }
  return E.left(why ?? `${packages[0]} is not installed: add it, then ${HOW}`);
}

const whyNot = (name: string, reason: string): string =>
  reason.includes('can not be found at path')
    ? `the addon of ${name} was never built: ${HOW}`
    : `${name} does not load: ${reason}`;
