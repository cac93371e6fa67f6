/**
 * How fast our matrix products and transposes are beside TensorFlow.js's own, on the shapes of a small vision transformer. Prints
 * a line for each, in 10^9 operations (or numbers moved) per second of processor time, so that a busy machine distorts it less.
 *
 * Usage, after a build: node packages/backend/wasm/bench.mjs
 */
import { openBackend, tf } from '../dist/index.js';
import '@tensorflow/tfjs-backend-wasm';

await tf.setBackend('wasm');
const theirs = Object.fromEntries(['BatchMatMul', 'Transpose'].map((name) => [name, tf.getKernel(name, 'wasm')]));
await openBackend({ name: 'wasm' })();
const backend = tf.backend();

const milliseconds = () => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** The best of some runs, each long enough for the clock. */
function rate(count, action) {
  action();
  const repeats = Math.max(1, Math.ceil(1e8 / count));
  let best = Infinity;
  for (let run = 0; run < 8; run++) {
    const start = milliseconds();
    for (let i = 0; i < repeats; i++) action();
    best = Math.min(best, (milliseconds() - start) / repeats);
  }
  return (count / best / 1e6).toFixed(1).padStart(6);
}

const run = (kernel, inputs, attrs) => backend.disposeData(kernel.kernelFunc({ inputs, backend, attrs }).dataId);

function compare(label, name, count, inputs, attrs) {
  const ours = rate(count, () => run(tf.getKernel(name, 'wasm'), inputs, attrs));
  const original = rate(count, () => run(theirs[name], inputs, attrs));
  process.stdout.write(`${label.padEnd(34)} ours ${ours}   TensorFlow.js ${original}\n`);
}

// Batch, rows, depth, columns, and which side is transposed.
for (const [batch, rows, depth, columns, sides] of [
  [1, 512, 512, 512, ''],
  [1, 1568, 64, 192, ''],
  [1, 1568, 128, 512, ''],
  [1, 1568, 512, 128, 'b'],
  [1, 128, 1568, 512, 'a'],
  [128, 49, 16, 49, 'b'],
  [128, 49, 49, 16, ''],
  [128, 49, 49, 16, 'a'],
  [128, 49, 32, 49, 'b'],
]) {
  const attrs = { transposeA: sides === 'a', transposeB: sides === 'b' };
  const a = tf.randomNormal(attrs.transposeA ? [batch, depth, rows] : [batch, rows, depth]);
  const b = tf.randomNormal(attrs.transposeB ? [batch, columns, depth] : [batch, depth, columns]);
  const label = `${batch} x [${rows}, ${depth}] [${depth}, ${columns}] ${sides && `${sides} transposed`}`;
  compare(label, 'BatchMatMul', 2 * batch * rows * depth * columns, { a, b }, attrs);
  tf.dispose([a, b]);
}

for (const [shape, perm] of [
  [
    [32, 49, 3, 4, 16],
    [2, 0, 3, 1, 4],
  ],
  [
    [64, 49, 4, 16],
    [0, 2, 1, 3],
  ],
  [
    [128, 49, 49],
    [0, 2, 1],
  ],
  [
    [1568, 512],
    [1, 0],
  ],
]) {
  const x = tf.randomNormal(shape);
  compare(`[${shape.join(', ')}] to axes ${perm.join(' ')}`, 'Transpose', x.size, { x }, { perm });
  x.dispose();
}
