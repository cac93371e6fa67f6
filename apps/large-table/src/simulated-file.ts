import { open, rename, stat } from 'node:fs/promises';
import path from 'node:path';
import { sampleMixture, type MixtureTruth } from '@bcl/datasets';
import { fold, key as keyOf, normal } from '@bcl/random';

/** Name of the simulated file in the run folder. */
export const SIMULATED = 'simulated.f32';

/** Clusters that the simulated rows come from. */
const CLUSTERS = 32;
/** Rows that are drawn at a time. */
const PIECE = 50_000;

/** Spherical clusters of variance 0.2 around centres that are standard normal: they overlap in few dimensions, less in many. */
function truthOf(columns: number, seed: number): MixtureTruth {
  const covariances = new Float64Array(CLUSTERS * columns * columns);
  for (let i = 0; i < CLUSTERS * columns; i++)
    covariances[Math.floor(i / columns) * columns * columns + (i % columns) * (columns + 1)] = 0.2;
  return {
    weights: new Float64Array(CLUSTERS).fill(1 / CLUSTERS),
    means: normal(fold(keyOf(seed), 'centres'), CLUSTERS * columns),
    covariances,
  };
}

/** Writes a table of float32 and gives its path; a file of the right size that is there already is left as it is. */
export async function writeSimulatedFile(
  folder: string,
  { rows, columns, seed }: { readonly rows: number; readonly columns: number; readonly seed: number },
): Promise<string> {
  const file = path.join(folder, SIMULATED);
  const found = await stat(file).catch(() => undefined);
  if (found?.size === 4 * rows * columns) return file;
  const truth = truthOf(columns, seed);
  const temporary = `${file}.tmp`;
  const handle = await open(temporary, 'w');
  try {
    for (let at = 0, piece = 0; at < rows; at += PIECE, piece++) {
      const key = fold(fold(keyOf(seed), 'rows'), piece);
      const { features } = sampleMixture(key, Math.min(PIECE, rows - at), truth);
      await handle.writeFile(new Uint8Array(Float32Array.from(features.data).buffer));
    }
    await handle.sync();
  } finally {
    await handle.close();
  }
  await rename(temporary, file);
  return file;
}
