import { problem } from '@bcl/errors';
import { fold, key as keyOf, type Key } from '@bcl/random';
import * as E from 'fp-ts/lib/Either.js';
import type { MixtureProblem } from '../failure';
import { fit, type FitProblem } from '../fit/fit';
import type { FitOptions } from '../fit/options';
import { scaleMixture, scalingOf, type Scaling } from '../fit/scaling';
import { toComponents, type Mixture } from '../mixture/mixture';
import { momentsOf } from './column-scan';
import type { StreamOptions } from './options';
import type { PassState, ScanState } from './state';

/** The key of what a streamed fit draws. */
export const reservoirKey = ({ seed }: Pick<StreamOptions, 'seed'>): Key =>
  fold(typeof seed === 'object' ? seed : keyOf(seed ?? 0), 'reservoir');

/** What a whole scan says against fitting. */
export function checkScan({ scan, row, columns }: ScanState): E.Either<MixtureProblem, void> {
  if (row === 0) return invalidData('the stream has no rows', 'give at least one row');
  for (let d = 0; d < columns; d++)
    if (scan.counts[d] === 0)
      return invalidData(`column ${d} has no known cell`, 'drop the column: nothing can be learned about it');
  return E.right(undefined);
}

const invalidData = (what: string, hint: string) => E.left(problem('InvalidData', { what, hint }));

/**
 * The state before the first EM pass: the scaling of the whole table, and the mixture to start from in these units.
 *
 * @throws NumericalFailure for a column whose variance overflows
 */
export async function startState(
  state: ScanState,
  options: StreamOptions,
  onStep: NonNullable<FitOptions['onProgress']>,
): Promise<E.Either<FitProblem, PassState>> {
  const { columns, row: rows, scan } = state;
  const { components, covarianceType = 'full' } = options;
  const scaling = (options.scale ?? 'standard') === 'standard' ? scalingOf(momentsOf(scan), covarianceType) : undefined;
  const found = await startMixture(state, options, scaling, onStep);
  if (E.isLeft(found)) return found;
  const { weights, means, covariances } = toComponents(found.right);
  const { shift, scale } = scaling ?? {
    shift: new Float64Array(columns),
    scale: new Float64Array(columns).fill(1),
  };
  const densityShift = scan.counts.reduce((sum, count, d) => sum + count * Math.log(scale[d]), 0) / rows;
  return E.right({
    phase: 'em',
    columns,
    rows,
    components,
    covarianceType,
    complete: scan.counts.every((count) => count === rows),
    shift,
    scale,
    densityShift: Float64Array.of(densityShift),
    weights,
    means,
    covariances,
    history: new Float64Array(0),
    row: 0,
    logLikelihood: new Float64Array(1),
    mass: new Float64Array(weights.length),
    first: new Float64Array(means.length),
    second: new Float64Array(covariances.length),
  });
}

/** The mixture to start from, in scaled units. */
async function startMixture(
  { columns, row, capacity, sample }: ScanState,
  options: StreamOptions,
  scaling: Scaling | undefined,
  onStep: NonNullable<FitOptions['onProgress']>,
): Promise<E.Either<FitProblem, Mixture>> {
  const { start } = options;
  if (typeof start === 'object') return E.right(scaling === undefined ? start : scaleMixture(start, scaling));
  const rows = Math.min(row, capacity);
  const data = sample.slice(0, rows * columns);
  if (scaling !== undefined)
    for (let i = 0; i < data.length; i++) data[i] = (data[i] - scaling.shift[i % columns]) / scaling.scale[i % columns];
  const fitted = await fit({ rows, columns, data }, { ...options, scale: 'none', onProgress: onStep })();
  if (E.isRight(fitted)) return E.right(fitted.right.model);
  const { left } = fitted;
  return left._tag === 'Cancelled'
    ? fitted
    : E.left({ ...left, message: `the sample of ${rows} rows: ${left.message}` });
}
