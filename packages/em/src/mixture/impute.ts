import { cholesky, type Matrix } from '@bcl/linalg';
import { categorical, fold, normal, type Key } from '@bcl/random';
import type * as E from 'fp-ts/lib/Either.js';
import { scoreRows } from '../expectation/expectation';
import { factorOf } from '../expectation/factor';
import type { MixtureProblem } from '../failure';
import { jointView } from '../learner/matching-step';
import { toFullShape } from '../maximization/constrain';
import type { Group } from '../observations/view';
import type { Table } from '../observations/observations';
import { withRows } from './density';
import { toComponents, type Mixture } from './mixture';

/** How gaps are filled: with their conditional mean, or with one draw from p(missing | known) per row. */
export type Imputation = { readonly kind: 'mean' } | { readonly kind: 'draw'; readonly key: Key };

/**
 * The table with its gaps filled from p(x_missing | x_known); known cells are returned bit for bit.
 *
 * The mean has the smallest expected squared error; draws keep the spread and the correlations (several draws with
 * different keys make a multiple imputation).
 *
 * @example
 * ```ts
 * import { orThrow } from '@bcl/errors';
 * import { impute, mixtureOf } from '@bcl/em';
 *
 * const correlated = orThrow(mixtureOf({ means: [[0, 0]], covariances: [[[1, 0.5], [0.5, 1]]] }));
 * orThrow(impute(correlated, [[2, NaN]])).data; // => [2, 1]
 * ```
 */
export function impute(
  mixture: Mixture,
  table: Table,
  how: Imputation = { kind: 'mean' },
): E.Either<MixtureProblem, Matrix> {
  return withRows(mixture, table, (observations) => {
    const model = toComponents(mixture);
    const view = jointView(observations);
    const posterior = new Float64Array(observations.rows * mixture.components);
    scoreRows(model, view, { responsibilities: posterior });
    const full = toFullShape(model);
    const data = Float64Array.from(observations.data);
    for (const group of view.groups) {
      if (group.missing.length === 0) continue;
      const fills = Array.from({ length: mixture.components }, (_, k) =>
        fillOf(factorOf(full, group, k), full.means, mixture.dimension, k, group),
      );
      for (let i = 0; i < group.rows.length; i++) {
        const row = group.rows[i];
        const shares = posterior.subarray(row * mixture.components, (row + 1) * mixture.components);
        const known = group.values.subarray(i * group.observed.length, (i + 1) * group.observed.length);
        const values =
          how.kind === 'mean' ? meanFill(fills, shares, known) : drawnFill(fills, shares, known, fold(how.key, row));
        group.missing.forEach((d, m) => (data[row * mixture.dimension + d] = values[m]));
      }
    }
    return { rows: observations.rows, columns: mixture.dimension, data };
  });
}

/** What one component says about the gaps of one pattern. */
interface Fill {
  readonly expected: (known: Float64Array) => Float64Array;
  readonly residual: Float64Array;
}

function fillOf(
  factor: ReturnType<typeof factorOf>,
  means: Float64Array,
  dimension: number,
  k: number,
  { missing }: Group,
): Fill {
  const { mean, regression = new Float64Array(0), residual = new Float64Array(0) } = factor;
  return {
    residual,
    expected: (known) =>
      Float64Array.from(missing, (d, m) => {
        let value = means[k * dimension + d];
        for (let j = 0; j < known.length; j++) value += regression[m * known.length + j] * (known[j] - mean[j]);
        return value;
      }),
  };
}

function meanFill(fills: readonly Fill[], shares: Float64Array, known: Float64Array): Float64Array {
  const total = new Float64Array(Math.sqrt(fills[0].residual.length));
  fills.forEach(({ expected }, k) => {
    if (shares[k] === 0) return;
    expected(known).forEach((value, m) => (total[m] += shares[k] * value));
  });
  return total;
}

function drawnFill(fills: readonly Fill[], shares: Float64Array, known: Float64Array, key: Key): Float64Array {
  const { expected, residual } = fills[categorical(fold(key, 'component'), 1, shares)[0]];
  const values = expected(known);
  const size = values.length;
  const factor = cholesky(residual, size);
  // A residual of zero variance is a gap that the known cells determine: the mean is the only draw.
  if (factor === undefined) return values;
  const noise = normal(fold(key, 'noise'), size);
  return values.map((value, i) => {
    let drawn = value;
    for (let j = 0; j <= i; j++) drawn += factor[i * size + j] * noise[j];
    return drawn;
  });
}
