import type { Algebra } from '../algebra/algebra';

/**
 * A batch of dual numbers a + b ε with ε² = 0: values, and their derivatives along one direction of the inputs.
 *
 * It is no array on purpose. An objective that indexes its argument, or takes it to `Math.exp`, gets nowhere with it, as it
 * would with a tensor.
 */
export interface Dual {
  readonly values: Float64Array;
  readonly slopes: Float64Array;
}

type Elementwise = (value: number) => number;

const logistic: Elementwise = (a) => (a >= 0 ? 1 / (1 + Math.exp(-a)) : Math.exp(a) / (1 + Math.exp(a)));

function unary(value: Elementwise, slope: Elementwise): (a: Dual) => Dual {
  return ({ values, slopes }) => ({
    values: values.map((each) => value(each)),
    // A direction that does not move the input does not move the output, where the slope is infinite too.
    slopes: slopes.map((each, i) => (each === 0 ? 0 : each * slope(values[i]))),
  });
}

type Pairwise = (a: number, b: number, da: number, db: number) => number;

/** Combines two batches of one length, or repeats a batch of one number. */
function binary(value: (a: number, b: number) => number, slope: Pairwise): (a: Dual, b: Dual) => Dual {
  return (a, b) => {
    const [n, m] = [a.values.length, b.values.length];
    if (n !== m && n !== 1 && m !== 1) {
      throw new RangeError(`Batches of ${n} and ${m} numbers cannot be combined: lengths must agree, or one be 1.`);
    }
    const length = n === 1 ? m : n;
    const at = (i: number): readonly [number, number] => [n === 1 ? 0 : i, m === 1 ? 0 : i];
    return {
      values: Float64Array.from({ length }, (_, k) => {
        const [i, j] = at(k);
        return value(a.values[i], b.values[j]);
      }),
      slopes: Float64Array.from({ length }, (_, k) => {
        const [i, j] = at(k);
        return slope(a.values[i], b.values[j], a.slopes[i], b.slopes[j]);
      }),
    };
  };
}

const total = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);

/** Forward differentiation as an {@link Algebra}: what an objective computes, and how it changes. */
export const duals: Algebra<Dual> = {
  add: binary(
    (a, b) => a + b,
    (_a, _b, da, db) => da + db,
  ),
  multiply: binary(
    (a, b) => a * b,
    (a, b, da, db) => (da === 0 ? 0 : da * b) + (db === 0 ? 0 : a * db),
  ),
  divide: binary(
    (a, b) => a / b,
    (a, b, da, db) => (da === 0 ? 0 : da / b) - (db === 0 ? 0 : (a / b) * (db / b)),
  ),
  scale: (a, factor) => ({ values: a.values.map((v) => v * factor), slopes: a.slopes.map((s) => s * factor) }),
  shift: (a, offset) => ({ values: a.values.map((v) => v + offset), slopes: a.slopes }),
  exp: unary(Math.exp, Math.exp),
  log: unary(Math.log, (a) => 1 / a),
  expm1: unary(Math.expm1, Math.exp),
  softplus: unary((a) => Math.max(a, 0) + Math.log1p(Math.exp(-Math.abs(a))), logistic),
  sigmoid: unary(logistic, (a) => logistic(a) * logistic(-a)),
  clip: (a, low, high) =>
    unary(
      (v) => Math.min(high, Math.max(low, v)),
      (v) => (v >= low && v <= high ? 1 : 0),
    )(a),
  sum: (a) => ({ values: Float64Array.of(total(a.values)), slopes: Float64Array.of(total(a.slopes)) }),
  maximum: (a) => ({
    values: Float64Array.of(a.values.reduce((most, v) => Math.max(most, v), -Infinity)),
    slopes: Float64Array.of(0),
  }),
  detach: (a) => constant(a.values),
};

/** A batch that does not change. */
export const constant = (values: ArrayLike<number>): Dual => ({
  values: Float64Array.from(values),
  slopes: new Float64Array(values.length),
});

/** A batch each of whose elements changes at rate 1, or at the given rates. */
export const variable = (values: ArrayLike<number>, rates?: ArrayLike<number>): Dual => ({
  values: Float64Array.from(values),
  slopes: rates === undefined ? new Float64Array(values.length).fill(1) : Float64Array.from(rates),
});
