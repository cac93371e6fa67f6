import { fold, key, normal } from '@bcl/random';
import { wasmEngine } from './engine';

const WIDTH = 5;
const ROWS = 90;

/** The sums of a kernel with unit covariances whose responsibilities are `r(row, component)`. */
function sums(kind: 'full' | 'diagonal', r: (s: number, k: number) => number) {
  const means = normal(key('negligible means'), 2 * WIDTH);
  const constants = new Float64Array(2);
  const whitenings = Float64Array.from({ length: WIDTH * (WIDTH + 1) }, (_, i) => (i % 2) + 0.5);
  const shape = { components: 2, width: WIDTH, means, constants };
  const kernel = wasmEngine?.kernel(
    kind === 'full'
      ? { kind, ...shape, whitenings }
      : { kind, ...shape, precisions: new Float64Array(2 * WIDTH).fill(1) },
  );
  if (kernel === undefined) throw new Error('no WebAssembly here');
  kernel.load(normal(fold(key('negligible'), 'rows'), ROWS * WIDTH), 0, ROWS);
  kernel.evaluate(ROWS);
  kernel.normalise(ROWS, new Float64Array(ROWS));
  for (let k = 0; k < 2; k++) for (let s = 0; s < ROWS; s++) kernel.joint[k * kernel.stride + s] = r(s, k);
  kernel.accumulate(ROWS);
  return kernel.take();
}

describe.each(['full', 'diagonal'] as const)('rows that hardly belong to a component, %s', (kind) => {
  it('are left out of its moments below 10⁻¹⁸ of its average, and counted in its mass', () => {
    const without = sums(kind, (s, k) => (s % 2 === k ? 1 : 0));
    const hardly = sums(kind, (s, k) => (s % 2 === k ? 1 : 4e-19));
    expect([hardly.first, hardly.second]).toEqual([without.first, without.second]);
    // The rounding of a sum of ones takes them in; a component that has nothing else shows them.
    expect(sums(kind, (_s, k) => (k === 1 ? 1e-300 : 1)).mass[1] / (ROWS * 1e-300)).toBeCloseTo(1, 12);
  });

  it('count from 10⁻¹⁸ of its average on', () => {
    const without = sums(kind, (s, k) => (s % 2 === k ? 1e-14 : 0));
    const slight = sums(kind, (s, k) => (s % 2 === k ? 1e-14 : 1e-25));
    expect(slight.first).not.toEqual(without.first);
  });

  it('are measured by the component itself: where all shares are small, all count', () => {
    const whole = sums(kind, (s) => 1 / (1 + s));
    const small = sums(kind, (s) => 2 ** -200 / (1 + s));
    expect(small.second.map((value) => value * 2 ** 200)).toEqual(whole.second);
  });
});
