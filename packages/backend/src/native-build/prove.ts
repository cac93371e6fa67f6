import * as E from 'fp-ts/lib/Either.js';
import { reasonIn } from './command';
import { failed, stopped, type NativeProblem } from './problem';
import { runIn, type World } from './world';

/** What an addon says of itself once it has trained. */
export interface Proof {
  /** TensorFlow's version. */
  readonly tensorflow: string;
  /** Whether it computes on a GPU. */
  readonly gpu: boolean;
  /** Whether it has kernels of this package's own. */
  readonly kernels: boolean;
}

/**
 * The program of the child: loads the package (with the given addon in place of its own, which node-pre-gyp would find) and takes
 * one step down the slope of (3 w - 6)^2 from w = 1: the slope is -18, so that w becomes 1.18. Where it has kernels of this package's
 * own, one of them takes the gelu of 1, which is the logistic function at 1.702.
 */
const PROGRAM = `
const [folder, addon] = process.argv.slice(1);
const util = require('node:util');
util.isNullOrUndefined ??= (value) => value === null || value === undefined;
util.isArray ??= Array.isArray;
const Module = require('node:module');
const load = Module._load;
if (addon) Module._load = function (name, ...rest) {
  return name === '@mapbox/node-pre-gyp' ? { find: () => addon } : load.call(this, name, ...rest);
};
const tf = require(folder);
const w = tf.variable(tf.tensor2d([1], [1, 1]));
tf.train.sgd(0.01).minimize(() => tf.sum(tf.square(tf.sub(tf.matMul(tf.tensor2d([3], [1, 1]), w), 6))));
const [trained] = w.dataSync();
if (!(Math.abs(trained - 1.18) < 1e-5)) throw new Error('one training step gave ' + trained + ', not 1.18');
const backend = tf.backend();
const call = (name, inputs) => backend.executeMultipleOutputs(name, [], inputs, 1)[0].dataSync()[0];
let kernels = false;
try { kernels = call('BclKernels', []) > 0; } catch {}
const active = kernels ? call('BclGelu', [tf.tensor1d([1])]) : 0.845796;
if (!(Math.abs(active - 0.845796) < 1e-5)) throw new Error('its own kernel gave ' + active + ' for the gelu of 1, not 0.8458');
const { binding, isUsingGpuDevice } = backend;
const proof = { kernels, tensorflow: String(binding.TF_Version), gpu: isUsingGpuDevice === true };
process.stdout.write('\\nproof ' + JSON.stringify(proof) + '\\n');
`;

/**
 * Proves an addon by a training step in a process of its own, so that one that crashes takes nothing along.
 *
 * @param folder - of @tensorflow/tfjs-node-gpu
 * @param addon - the file to prove; without it, the one that the package finds by itself
 */
export async function prove(world: World, folder: string, addon?: string): Promise<E.Either<NativeProblem, Proof>> {
  const { end, stdout, stderr } = await runIn(
    world,
    [world.machine.node, '-e', PROGRAM, '--', folder, ...(addon === undefined ? [] : [addon])],
    { timeoutSeconds: 180, environment: { TF_CPP_MIN_LOG_LEVEL: '2' } },
  );
  const said = /^proof (.*)$/m.exec(stdout)?.[1];
  if (end === 'done' && said !== undefined) return E.right(JSON.parse(said) as Proof);
  if (end === 'stopped') return E.left(stopped());
  const why = end === 'late' ? 'it did not end within 180 s' : reasonIn(stderr);
  return E.left(failed({ what: 'The addon was made and does not train', where: addon ?? folder, why }));
}
