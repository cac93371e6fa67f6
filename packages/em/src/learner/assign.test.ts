import { normal, key } from '@bcl/random';
import { observe, orThrow } from '../index';
import { constrain } from '../maximization/constrain';
import { assignRows } from './assign';

describe('assignRows', () => {
  it('says the same with and without the structure of covariances', () => {
    const D = 66;
    const rows = Array.from({ length: 40 }, (_, n) => Array.from(normal(key(n), D), (v) => 0.5 * v + (n % 2)));
    const model = constrain(
      {
        components: 2,
        dimension: D,
        shape: 'full',
        weights: Float64Array.of(0.5, 0.5),
        means: Float64Array.from({ length: 2 * D }, (_, i) => Math.floor(i / D)),
        covariances: Float64Array.from({ length: 2 * D * D }, (_, i) =>
          (i % (D * D)) % (D + 1) === 0 ? 0.7 + (i % 5 === 0 ? 1 : 0) : 0,
        ),
      },
      'full',
      { floor: 0.8, ridge: 0 },
    );
    const data = orThrow(
      observe(
        rows,
        rows.map((_, n) => 1 + (n % 3)),
      ),
    );
    const [quick, dense] = [model, { ...model, covariances: model.covariances.slice() }].map((m) =>
      assignRows(m, data),
    );
    expect(quick.labels).toEqual(dense.labels);
    expect(Array.from(quick.labels)).toEqual(rows.map((_, n) => n % 2));
    expect(quick.logLikelihood).toBeCloseTo(dense.logLikelihood, 9);
  });
});
