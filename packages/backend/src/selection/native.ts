import * as E from 'fp-ts/lib/Either.js';
import { tf } from '../tensorflow';
import { reasonOf, type Candidate, type Environment } from './candidate';
import { prepareNode } from './prepare-node';

const HOW = 'pnpm native (or npx bcl-native) builds or fetches it';

/** The packages that hold TensorFlow's C library; either may have been built with or without a GPU. */
const packages = ['@tensorflow/tfjs-node-gpu', '@tensorflow/tfjs-node'];

/** What is used of the addon's backend beyond the usual. */
interface NodeBackend {
  readonly isUsingGpuDevice: boolean;
  readonly binding: { readonly TF_Version?: string };
}

let loading: Promise<E.Either<string, NodeBackend>> | undefined;

/** TensorFlow's C library on a GPU. */
export const nativeGpu: Candidate = {
  name: 'native-gpu',
  start: async (environment) => {
    const found = await load(environment);
    if (E.isLeft(found)) return found;
    if (!found.right.isUsingGpuDevice)
      return E.left('the addon sees no GPU: it was built for the CPU, or no driver is there');
    return take(`native GPU (${version(found.right)})`);
  },
};

/** TensorFlow's C library on the CPU. */
export const native: Candidate = {
  name: 'native',
  start: async (environment) => {
    const found = await load(environment);
    if (E.isLeft(found)) return found;
    if (found.right.isUsingGpuDevice)
      return E.left('the addon computes on a GPU: take native-gpu, or hide the GPU by CUDA_VISIBLE_DEVICES=-1');
    return take(`native CPU (${version(found.right)})`);
  },
};

const version = ({ binding }: NodeBackend): string =>
  binding.TF_Version === undefined ? 'TensorFlow' : `TensorFlow ${binding.TF_Version}`;

async function take(describe: string): Promise<E.Either<string, string>> {
  return (await tf.setBackend('tensorflow')) ? E.right(describe) : E.left('TensorFlow.js did not take the addon');
}

const load = (environment: Environment): Promise<E.Either<string, NodeBackend>> => (loading ??= find(environment));

async function find({ load: from }: Environment): Promise<E.Either<string, NodeBackend>> {
  if (!prepareNode()) return E.left('an addon needs Node');
  let why = 'not installed';
  for (const name of packages) {
    try {
      await from(name);
      const backend = tf.findBackend('tensorflow') as NodeBackend | null;
      if (backend !== null) return E.right(backend);
      why = `${name} uses another instance of TensorFlow.js: install one version of both`;
    } catch (error) {
      const reason = whyNot(name, error);
      if (reason !== undefined) why = reason;
    }
  }
  return E.left(why);
}

/** Why a package did not load; undefined where it is not installed at all. */
function whyNot(name: string, error: unknown): string | undefined {
  const reason = reasonOf(error);
  const code = (error as { code?: string } | null)?.code;
  if ((code === 'MODULE_NOT_FOUND' || code === 'ERR_MODULE_NOT_FOUND') && reason.includes(`'${name}'`))
    return undefined;
  if (reason.includes('can not be found at path')) return `${name} is there, its addon was never built: ${HOW}`;
  return `${name} does not load: ${reason}`;
}
