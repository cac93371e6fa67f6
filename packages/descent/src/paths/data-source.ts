import type { Matrix } from '@bcl/linalg';
import { categorical, normal, split, type Key } from '@bcl/random';
import { fail } from '../failure';
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

/**
 * Throws unless rows that were given can be used: as wide as the target, at least one, all numbers finite.
 *
 * @throws ProblemError `InvalidData`: what is wrong, and where
 */
export function checkBatch(batch: Matrix | undefined, dimension: number): void {
  if (batch === undefined) return;
  if (batch.columns !== dimension)
    fail('InvalidData', {
      what: `the batch has ${batch.columns} coordinates, the target ${dimension}`,
      hint: 'give everything over the same coordinates',
    });
  if (batch.rows === 0) fail('InvalidData', { what: 'the batch is empty', hint: 'give it rows, or give no batch' });
  const wrong = batch.data.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0)
    fail('InvalidData', {
      what: `the batch holds ${batch.data[wrong]}`,
      where: `row ${Math.floor(wrong / dimension)}, column ${wrong % dimension}`,
      hint: 'a row must be complete here: fill gaps first, with `impute` of @bcl/em say',
    });
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
