import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { fold, key, uniform } from '@bcl/random';
import fc from 'fast-check';
import { fit, fitStream, joint, memoryNeeded, runOrThrow, type MemoryRequest, type RowStream } from '../index';

setFlagsFromString('--expose-gc');
const collect = runInNewContext('gc') as () => void;

const RUNTIME = 64 * 2 ** 20;
const strategy = joint({ maxIterations: 4, tolerance: 0 });

/** Bytes of arrays when nothing that came before is given back any more: other tests ran in this process. */
async function settled(): Promise<number> {
  for (let bytes = Infinity; ;) {
    collect();
    await new Promise((resolve) => setImmediate(resolve));
    collect();
    const now = process.memoryUsage().arrayBuffers;
    if (now >= bytes) return now;
    bytes = now;
  }
}

/** The most bytes of arrays that were alive at once, beside those before. */
async function peakOf(run: (look: () => void) => Promise<unknown>): Promise<number> {
  const before = await settled();
  let peak = 0;
  let looks = 0;
  await run(() => {
    if (looks++ % 3 !== 0) return;
    collect();
    peak = Math.max(peak, process.memoryUsage().arrayBuffers - before);
  });
  return peak;
}

const points = (rows: number, dimension: number, seed: number): Float64Array =>
  uniform(fold(key('memory'), seed), rows * dimension);

it('is what a fit in memory takes, within a factor of four', async () => {
  const [rows, dimension, components] = [20_000, 8, 4];
  const peak = await peakOf(async (look) => {
    const data = points(rows, dimension, 0);
    const options = { components, strategy, start: 'rows' as const, threads: 1, onProgress: look };
    await runOrThrow(fit({ data, shape: [rows, dimension] }, options));
  });
  const needed = memoryNeeded({ rows, dimension, components }) - RUNTIME;
  expect(peak).toBeLessThan(needed);
  expect(needed).toBeLessThan(4 * peak);
});

it('is what a fit of a stream takes, within a factor of five, however many rows there are', async () => {
  const [rows, dimension, components, size] = [90_000, 4, 2, 65_536];
  const stream: RowStream = {
    columns: dimension,
    async *batches(from = 0) {
      for (let at = from; at < rows; at += size) {
        const count = Math.min(size, rows - at);
        yield await Promise.resolve({ from: at, rows: count, columns: dimension, data: points(count, dimension, at) });
      }
    },
  };
  const options = { components, strategy, start: 'rows' as const, threads: 1, maxPasses: 2 };
  const peak = await peakOf((look) => runOrThrow(fitStream(stream, { ...options, onProgress: look })));
  const needed = memoryNeeded({ rows, dimension, components, streaming: true }) - RUNTIME;
  expect(peak).toBeLessThan(needed);
  expect(needed).toBeLessThan(5 * peak);
  expect(memoryNeeded({ rows: Infinity, dimension, components, streaming: true }) - RUNTIME).toBe(needed);
});

it('grows with whatever grows', () => {
  const size = fc.integer({ min: 1, max: 5000 });
  const request = fc.record({
    rows: size,
    dimension: size,
    components: size,
    covarianceType: fc.constantFrom('full' as const, 'tied' as const, 'diagonal' as const, 'spherical' as const),
    threads: fc.integer({ min: 1, max: 8 }),
    streaming: fc.boolean(),
  });
  fc.assert(
    fc.property(request, fc.constantFrom('rows' as const, 'components' as const, 'threads' as const), (own, name) => {
      const more: MemoryRequest = { ...own, [name]: own[name] * 2 };
      expect(memoryNeeded(more)).toBeGreaterThanOrEqual(memoryNeeded(own) * 0.8);
      expect(memoryNeeded({ ...own, covarianceType: 'diagonal' })).toBeLessThanOrEqual(memoryNeeded(own));
    }),
  );
});

it('says no to what no machine has', () => {
  expect(memoryNeeded({ rows: 1, dimension: 30_000, components: 1000, streaming: true })).toBeGreaterThan(1e13);
  expect(memoryNeeded({ rows: 1e10, dimension: 16, components: 2 })).toBeGreaterThan(1e12);
});
