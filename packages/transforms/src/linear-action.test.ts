import { fromRows } from '@bcl/linalg';
import { fromLinearAction } from './linear-action';

/** x to −2x in one dimension, counting how often rows are mapped. */
function counted() {
  let calls = 0;
  const scale = (by: number) => (rows: Float64Array) => {
    calls += 1;
    return rows.map((value) => value * by);
  };
  const action = {
    name: 'counted',
    dimension: 1,
    forward: scale(-2),
    backward: scale(-0.5),
    logAbsDeterminant: Math.LN2,
  };
  return { transform: fromLinearAction({ ...action, offset: Float64Array.of(3) }), calls: () => calls };
}

test('the matrix is made from the action when it is first read, and once', () => {
  const { transform, calls } = counted();
  expect(calls()).toBe(0);
  expect(Array.from(transform.linear)).toEqual([-2]);
  expect(Array.from(transform.linear)).toEqual([-2]);
  expect(calls()).toBe(1);
});

test('points move by the offset, covariances do not', () => {
  const { transform } = counted();
  expect(Array.from(transform.apply(fromRows([[1], [5]])).data)).toEqual([1, -7]);
  expect(Array.from(transform.invert(fromRows([[1], [-7]])).data)).toEqual([1, 5]);
  const moved = transform.applyToGaussian({ mean: Float64Array.of(1), covariance: Float64Array.of(10) });
  expect(moved).toEqual({ mean: Float64Array.of(1), covariance: Float64Array.of(40) });
});

test('the inverse has offset −A⁻¹ b and determinant 1/det', () => {
  const inverse = counted().transform.inverse();
  expect(Array.from(inverse.offset)).toEqual([1.5]);
  expect(Array.from(inverse.linear)).toEqual([-0.5]);
  expect(inverse.logAbsDeterminant).toBe(-Math.LN2);
  expect(inverse.name).toBe('inverse of counted');
});
