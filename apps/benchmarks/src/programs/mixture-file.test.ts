import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readMixture, readNumbers, writeMixture, writeNumbers } from './mixture-file';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'bcl-mixture-'));
});
afterAll(() => rm(folder, { recursive: true }));

const mixture = {
  components: 2,
  dimension: 2,
  shape: 'full' as const,
  weights: Float64Array.of(0.25, 0.75),
  means: Float64Array.of(1, 2, 3, 4),
  covariances: Float64Array.of(1, 0, 0, 1, 2, 0.5, 0.5, 2),
};

describe('files of numbers', () => {
  it('give back the mixture that was written', async () => {
    const file = path.join(folder, 'mixture.f64');
    await writeMixture(file, mixture);
    expect(await readMixture(file, 2, 2)).toEqual(mixture);
  });

  it('give back a mixture in hundreds of dimensions', async () => {
    const file = path.join(folder, 'wide.f64');
    const covariances = Float64Array.from({ length: 2 * 784 * 784 }, (_, i) => i);
    const wide = { ...mixture, dimension: 784, means: new Float64Array(2 * 784).fill(3), covariances };
    await writeMixture(file, wide);
    const { means, covariances: read } = await readMixture(file, 2, 784);
    expect(means.every((mean) => mean === 3)).toBe(true);
    expect(read.every((value, i) => value === i)).toBe(true);
  });

  it('give back large tables and parts of tables', async () => {
    const file = path.join(folder, 'table.f64');
    const values = Float64Array.from({ length: 100_000 }, (_, i) => Math.sin(i));
    for (const part of [values, values.subarray(3, 8)]) {
      await writeNumbers(file, part);
      expect(await readNumbers(file)).toEqual(part.slice());
    }
  });

  it('refuse what does not fit', async () => {
    const file = path.join(folder, 'other.f64');
    await writeMixture(file, mixture);
    await expect(readMixture(file, 3, 2)).rejects.toThrow('14 numbers, not 21');
    await writeFile(file, 'seven b');
    await expect(readNumbers(file)).rejects.toThrow('7 bytes');
    const diagonal = { ...mixture, shape: 'diagonal' as const };
    await expect(writeMixture(file, diagonal)).rejects.toThrow('full matrices');
  });
});
