import { fit, joint, runOrThrow, type Mixture } from '@bcl/em';
import fc from 'fast-check';
import { combineMoments, momentsTask, type Moments } from '../task/moments';
import { temporaryFolder, type Folder } from '../shards/shards.fixture';
import { covarianceTypes, inShards, relativeDifference, rowsWithGaps, startOfType } from './sharded.fixture';
import { logDensityShift, scaleMixture, standardScaling, unscaleMixture } from './standardise';

let folder: Folder;
beforeAll(() => (folder = temporaryFolder()));
afterAll(() => folder.remove());

const momentsOf = (data: Float64Array, sizes: number[]): Promise<Moments[]> =>
  Promise.all(
    inShards(folder, 'moments', data, sizes).map((shard, index) =>
      momentsTask.run(
        { shard, sample: 5, seed: 1, index },
        { signal: new AbortController().signal, shared: undefined, progress: () => undefined },
      ),
    ),
  );

describe('moments of shards', () => {
  it('are together those of all rows', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 29 }), fc.nat(1000), async (cut, seed) => {
        const { data } = rowsWithGaps(seed, 30, 0.3);
        const [whole] = await momentsOf(data, [30]);
        const parts = (await momentsOf(data, [cut, 30 - cut])).reduce(combineMoments);
        expect(parts.rows).toBe(30);
        for (const name of ['known', 'least', 'most'] as const) expect(parts[name]).toEqual(whole[name]);
        for (const name of ['means', 'squares'] as const)
          parts[name].forEach((value, d) => expect(value / whole[name][d]).toBeCloseTo(1, 10));
      }),
      { numRuns: 20 },
    );
  });

  it('do not lose digits far from zero', async () => {
    const far = rowsWithGaps(1, 30, 0).data.map((value, i) => (i % 3 === 0 ? 1e9 + (i % 2) : value));
    const [whole] = await momentsOf(far, [30]);
    expect(whole.squares[0]).toBeCloseTo(7.5, 6);
  });

  it('come with rows of the shard, each once', async () => {
    const { data } = rowsWithGaps(2, 30, 0);
    const [{ sample }] = await momentsOf(data, [30]);
    const rows = (of: Float64Array): string[] =>
      Array.from({ length: of.length / 3 }, (_, n) => of.subarray(3 * n, 3 * n + 3).join());
    expect(rows(sample)).toHaveLength(5);
    expect(new Set(rows(sample)).size).toBe(5);
    rows(sample).forEach((row) => expect(rows(data)).toContain(row));
  });
});

describe.each(covarianceTypes)('standard scaling, %s covariances', (type) => {
  it('is undone', () => {
    const mixture = startOfType(type, 1);
    const scaling = { shift: Float64Array.of(1, 2, 3), scale: Float64Array.of(2, type === 'spherical' ? 2 : 3, 2) };
    expect(relativeDifference(unscaleMixture(scaleMixture(mixture, scaling), scaling), mixture)).toBeLessThan(1e-14);
  });

  it('is what fit does, a constant column and gaps included', async () => {
    const table = rowsWithGaps(4, 60, 0.2);
    const data = table.data.map((value, i) => (i % 3 === 2 && !Number.isNaN(value) ? 5.1 : value));
    const [moments] = await momentsOf(data, [60]);
    const scaling = standardScaling(moments, type);
    const scaled = data.map((value, i) => (value - scaling.shift[i % 3]) / scaling.scale[i % 3]);
    const start: Mixture = startOfType(type, 3);
    const options = { components: 3, covarianceType: type, strategy: joint({ maxIterations: 1 }) };
    const theirs = await runOrThrow(fit({ shape: [60, 3], data }, { ...options, start }));
    const ours = await runOrThrow(
      fit({ shape: [60, 3], data: scaled }, { ...options, start: scaleMixture(start, scaling), scale: 'none' }),
    );
    expect(relativeDifference(unscaleMixture(ours.model, scaling), theirs.model)).toBeLessThan(1e-10);
    expect(ours.logLikelihood - logDensityShift(moments, scaling)).toBeCloseTo(theirs.logLikelihood, 9);
  });
});
