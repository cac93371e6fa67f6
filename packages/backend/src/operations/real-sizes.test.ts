import { tf } from '../tensorflow';
import { withBackend } from '../testing';

import { generic, gradientsOf, weighted, weightedGradient } from './derivatives';
import type { Operation } from './derivatives';
import { hasFused } from './fused-kernel';
import { gelu } from './gelu';
import { layerNormBeside } from './layer-norm';
import { linear } from './linear';
import { selfAttention } from './self-attention';
import { softmax } from './softmax';

// Plain JavaScript takes seconds for these.
jest.setTimeout(120_000);

withBackend();

/**
 * Sizes at which a kernel has whole registers and a rest, several blocks and a part of one, and work for several threads. Those of
 * operations.test.ts, which finite differences can take, are too small for any of it.
 */
const cases: readonly [name: string, operation: Operation, shapes: readonly (readonly number[])[]][] = [
  ['gelu', gelu, [[70_001]]],
  ['softmax', softmax, [[1_000, 67]]],
  ['layerNormBeside', (x) => tf.tidy(() => tf.mul(...layerNormBeside(x))), [[1_000, 67]]],
  ['linear', linear, [[1_300, 33], [33, 101], [101]]],
  ['linear to fewer columns', linear, [[300, 101], [101, 32], [32]]],
  ['linear plus another branch', linear, [[333, 64], [64, 48], [48], [333, 48]]],
  ['selfAttention in whole registers', (x) => selfAttention(x, 32, 2), [[96, 192]]],
  ['selfAttention of odd sizes', (x) => selfAttention(x, 37, 3), [[74, 180]]],
  ['selfAttention of few tokens', (x) => selfAttention(x, 5, 4), [[200, 192]]],
];

it.each(cases)(
  '%s by a kernel of our own at a real size is what plain JavaScript makes of it, with both derivatives',
  async (_, operation, shapes) => {
    const compute = (): readonly Float32Array[] =>
      tf.tidy(() => {
        const inputs = shapes.map((shape, i) =>
          tf.tensor(
            generic(
              shape.reduce((a, b) => a * b, 1),
              7 * i + 1,
            ),
            [...shape],
          ),
        );
        return [
          operation(...inputs),
          ...gradientsOf(weighted(operation), inputs),
          ...gradientsOf(weightedGradient(operation), inputs),
        ].map((tensor) => tensor.dataSync<'float32'>().slice());
      });
    if (!hasFused('BclGelu')) return;
    const before = tf.getBackend();
    const found = compute();
    await tf.setBackend('cpu');
    const expected = compute();
    await tf.setBackend(before);
    found.forEach((values, which) => {
      expect(values.length).toBe(expected[which].length);
      const largest = expected[which].reduce((most, x) => Math.max(most, Math.abs(x)), 1e-3);
      const gap = values.reduce((most, x, i) => Math.max(most, Math.abs(x - expected[which][i]) || 0), 0);
      expect(values.every(Number.isFinite)).toBe(true);
      expect(gap / largest).toBeLessThan(2e-5);
    });
  },
);
