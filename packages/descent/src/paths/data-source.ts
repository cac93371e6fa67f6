import type { Matrix } from '@bcl/linalg';
import { categorical, normal, split, type Key } from '@bcl/random';
import { mapPoints, type Frame } from '../projection/frame';
import type { Gaussians } from '../state/gaussians';

/** Samples of the data in a frame's coordinates, spread included; the array is written over by the next draw. */
export interface DataSource {
  readonly count: number;
  draw(key: Key): Float64Array;
}

/** Where data come from. */
export interface DataOptions {
  /** q. */
  readonly target: Gaussians;
  /** Rows that were given; without them q itself is drawn from. */
  readonly batch?: Matrix;
  /** How many to draw where none are given. */
  readonly samples: number;
}

/** The rows of the batch where there is one, else fresh draws from the target. */
export function dataSource(frame: Frame, { batch, target, samples }: DataOptions): DataSource {
  const count = batch?.rows ?? samples;
  const { dimension, components } = target;
  const values = new Float64Array(count * frame.size);
  const drawn = new Float64Array(batch ? 0 : count * dimension);
  return {
    count,
    draw(key) {
      const [forLabels, forNoise, forSpread] = split(key, 3);
      if (!batch) {
        const labels = components === 1 ? new Int32Array(count) : categorical(forLabels, count, target.weights);
        const noise = normal(forNoise, count * dimension);
        for (let row = 0; row < count; row++)
          for (let i = 0; i < dimension; i++) {
            let sum = target.means[labels[row] * dimension + i];
            const l = (labels[row] * dimension + i) * dimension;
            for (let j = 0; j <= i; j++) sum += target.factors[l + j] * noise[row * dimension + j];
            drawn[row * dimension + i] = sum;
          }
      }
      mapPoints(frame, batch?.data ?? drawn, count, values);
      if (frame.spread > 0) {
        const blur = normal(forSpread, values.length);
        for (let at = 0; at < values.length; at++) values[at] += frame.spread * blur[at];
      }
      return values;
    },
  };
}
