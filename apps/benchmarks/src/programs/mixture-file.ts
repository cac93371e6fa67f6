import type { Components } from '@bcl/em';
import { readFile, writeFile } from 'node:fs/promises';

/** The numbers of a file of little-endian float64. */
export async function readNumbers(file: string): Promise<Float64Array> {
  const { buffer, byteOffset, byteLength } = await readFile(file);
  if (byteLength % 8 !== 0) throw new RangeError(`${file} holds ${byteLength} bytes, not whole float64 numbers`);
  // Small files come in a part of a larger buffer, which need not begin at a multiple of eight.
  return new Float64Array(byteOffset % 8 === 0 ? buffer : buffer.slice(byteOffset), byteOffset % 8 === 0 ? byteOffset : 0, byteLength / 8); // prettier-ignore
}

/** Writes float64 numbers, little-endian as all machines that run this are. */
export async function writeNumbers(file: string, values: Float64Array): Promise<void> {
  await writeFile(file, new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
}

/** Reads the K weights, K x D means and K x D x D covariances of a mixture. */
export async function readMixture(file: string, components: number, dimension: number): Promise<Components> {
  const numbers = await readNumbers(file);
  const size = components * (1 + dimension + dimension * dimension);
  if (numbers.length !== size) throw new RangeError(`${file} holds ${numbers.length} numbers, not ${size}`);
  const means = components * (1 + dimension);
  return {
    components,
    dimension,
    shape: 'full',
    weights: numbers.slice(0, components),
    means: numbers.slice(components, means),
    covariances: numbers.slice(means),
  };
}

/** Writes a mixture with full covariances for {@link readMixture} and for the peer. */
export async function writeMixture(file: string, { shape, weights, means, covariances }: Components): Promise<void> {
  if (shape !== 'full') throw new RangeError('the covariances must be full matrices');
  const numbers = new Float64Array(weights.length + means.length + covariances.length);
  numbers.set(weights);
  numbers.set(means, weights.length);
  numbers.set(covariances, weights.length + means.length);
  await writeNumbers(file, numbers);
}
