import path from 'node:path';
import { sampleMixture, type MixtureTruth } from '@bcl/datasets';
import type { ShardReference } from '@bcl/distributed';
import type { RunFolder } from '@bcl/lab';
import { fold, key, normal } from '@bcl/random';

/** How large the simulated rows are. */
export interface Simulated {
  readonly rows: number;
  readonly columns: number;
  readonly clusters: number;
  readonly shards: number;
  readonly seed: number;
}

/** Rows of a known mixture, written into the run folder as float32 files: the default data. */
export async function writeSimulated(
  folder: RunFolder,
  { rows, columns, clusters, shards, seed }: Simulated,
): Promise<ShardReference[]> {
  const truth = truthOf(fold(key(seed), 'truth'), clusters, columns);
  const references: ShardReference[] = [];
  for (let index = 0; index < shards; index++) {
    const from = Math.round((index * rows) / shards);
    const to = Math.round(((index + 1) * rows) / shards);
    const { features } = sampleMixture(fold(fold(key(seed), 'rows'), index), to - from, truth);
    const bytes = new Uint8Array(features.data.length * 4);
    const view = new DataView(bytes.buffer);
    features.data.forEach((value, i) => view.setFloat32(4 * i, value, true));
    const url = await folder.writeFile(path.join('shards', `part-${String(index).padStart(3, '0')}.f32`), bytes);
    references.push({ url, type: 'float32', columns });
  }
  return references;
}

/** Clusters of the same weight, their centres normal with deviation 4, their spread 1 with correlated neighbours. */
function truthOf(from: ReturnType<typeof key>, clusters: number, columns: number): MixtureTruth {
  const covariance = Array.from({ length: columns * columns }, (_, i) => {
    const apart = Math.abs(Math.floor(i / columns) - (i % columns));
    return 0.5 ** apart;
  });
  return {
    weights: new Float64Array(clusters).fill(1 / clusters),
    means: normal(from, clusters * columns).map((z) => 4 * z),
    covariances: Float64Array.from(
      { length: clusters * covariance.length },
      (_, i) => covariance[i % covariance.length],
    ),
  };
}
