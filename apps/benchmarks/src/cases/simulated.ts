import { sampleMixture, type MixtureTruth } from '@bcl/datasets';
import { fold, key, normal } from '@bcl/random';

/** A mixture of spherical clusters with variance 0.2 around centres that are standard normal, from its name and sizes alone. */
export function simulatedTruth(name: string, columns: number, components: number): MixtureTruth {
  const means = normal(fold(fold(key(0), name), 'means'), components * columns);
  const covariances = new Float64Array(components * columns * columns);
  for (let k = 0; k < components; k++)
    for (let d = 0; d < columns; d++) covariances[(k * columns + d) * columns + d] = 0.2;
  return { weights: new Float64Array(components).fill(1 / components), means, covariances };
}

/** Most rows that are drawn at a time: what is drawn takes three times the memory of the rows. */
const BATCH = 100_000;

/**
 * Rows of a simulated mixture, batch by batch, row-major; the same name and sizes give the same rows.
 *
 * @param rows their number in all, at least 1
 */
export function* simulatedRows(
  name: string,
  rows: number,
  columns: number,
  components: number,
): Generator<Float64Array, void> {
  const truth = simulatedTruth(name, columns, components);
  const own = fold(fold(key(0), name), 'rows');
  for (let from = 0, batch = 0; from < rows; from += BATCH, batch++)
    yield sampleMixture(fold(own, batch), Math.min(BATCH, rows - from), truth).features.data;
}

/** All rows of a simulated mixture, N x D. */
export function simulatedTable(name: string, rows: number, columns: number, components: number): Float64Array {
  const table = new Float64Array(rows * columns);
  let at = 0;
  for (const batch of simulatedRows(name, rows, columns, components)) {
    table.set(batch, at);
    at += batch.length;
  }
  return table;
}
