import { presets } from '@bcl/gan';
import { stepOperations } from './flops';

it('is in proportion to pictures and blocks, and counts what a network of known size costs', () => {
  const step = stepOperations(presets.mnist, 32, 'logistic');
  expect(stepOperations(presets.mnist, 64, 'logistic')).toBeCloseTo(2 * step, 3);
  const deep = { ...presets.mnist.generator, depth: 8 };
  const doubled = stepOperations({ ...presets.mnist, generator: deep, discriminator: deep }, 32, 'logistic');
  expect(doubled / step).toBeGreaterThan(1.8);
  expect(doubled / step).toBeLessThan(2);
  // A block of width 128 has 12 · 128² weights; 4 blocks, 49 tokens, 32 pictures, eleven passes of about 2 operations a weight.
  const blocks = 11 * 2 * 32 * 49 * 4 * 12 * 128 ** 2;
  expect(step / blocks).toBeGreaterThan(1);
  expect(step / blocks).toBeLessThan(1.2);
  // Of these eleven passes a warm start has three.
  expect(stepOperations(presets.mnist, 32, 'alone') / step).toBeGreaterThan(0.25);
  expect(stepOperations(presets.mnist, 32, 'alone') / step).toBeLessThan(0.3);
  expect(stepOperations(presets.mnist, 32, 'relativistic') / step).toBeCloseTo(12 / 11, 2);
});
