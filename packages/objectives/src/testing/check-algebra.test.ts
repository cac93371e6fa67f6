import type { Algebra } from '../algebra/algebra';
import { arrays } from '../algebra/arrays';
import { checkAlgebra } from './check-algebra';
import { constant, duals, variable } from './dual';
import type { Dual } from './dual';

type Batch = Float64Array;
const plain = {
  make: (values: readonly number[]) => Float64Array.from(values),
  read: (batch: Batch) => Array.from(batch),
};
const differentiating = {
  make: (values: readonly number[]): Dual => constant(values),
  read: ({ values }: Dual) => Array.from(values),
  gradient: (f: (a: Dual) => Dual, at: readonly number[]) =>
    at.map((_, i) =>
      f(
        variable(
          at,
          at.map((__, j) => (i === j ? 1 : 0)),
        ),
      ).slopes.reduce((sum, slope) => sum + slope, 0),
    ),
};

test('plain arrays conform, to rounding', () => {
  expect(checkAlgebra(arrays, { ...plain, tolerance: 1e-14 })).toEqual([]);
});

test('float32 conforms within the tolerance that is set for it', () => {
  const rounded = (batch: Batch): Batch => batch.map(Math.fround);
  const single: Algebra<Batch> = {
    ...arrays,
    exp: (a) => rounded(arrays.exp(a)),
    softplus: (a) => rounded(arrays.softplus(a)),
    divide: (a, b) => rounded(arrays.divide(a, b)),
  };
  expect(checkAlgebra(single, plain)).toEqual([]);
  expect(checkAlgebra(single, { ...plain, tolerance: 1e-12 }).map(({ check }) => check)).toContain('exp');
});

/** An algebra in which one operation is a little off. */
const off: Readonly<Record<keyof Algebra<Batch>, Algebra<Batch>>> = {
  add: { ...arrays, add: (a, b) => arrays.shift(arrays.add(a, b), 1e-3) },
  multiply: { ...arrays, multiply: (a, b) => arrays.shift(arrays.multiply(a, b), 1e-3) },
  divide: { ...arrays, divide: (a, b) => arrays.divide(b, a) },
  scale: { ...arrays, scale: (a, factor) => arrays.scale(a, -factor) },
  shift: { ...arrays, shift: (a) => a },
  exp: { ...arrays, exp: (a) => arrays.expm1(a) },
  log: { ...arrays, log: (a) => arrays.log(arrays.shift(a, 1)) },
  expm1: { ...arrays, expm1: (a) => arrays.shift(arrays.exp(a), -1) },
  softplus: { ...arrays, softplus: (a) => arrays.log(arrays.shift(arrays.exp(a), 1)) },
  sigmoid: { ...arrays, sigmoid: (a) => arrays.divide(arrays.exp(a), arrays.shift(arrays.exp(a), 1)) },
  clip: { ...arrays, clip: (a, low) => arrays.clip(a, low, Infinity) },
  sum: { ...arrays, sum: (a) => arrays.scale(arrays.sum(a), 1 / a.length) },
  maximum: { ...arrays, maximum: (a) => a.map(() => Math.max(...a)) },
  detach: { ...arrays, detach: (a) => a.map(() => 0) },
};

test.each(Object.entries(off))('%s that is off is found, and it alone', (name, algebra) => {
  const found = checkAlgebra(algebra, plain);
  expect([...new Set(found.map(({ check }) => check))]).toEqual([name]);
  expect(found[0].message).toMatch(/expected .*, got /);
});

test('naive formulas are found where they fail', () => {
  expect(checkAlgebra(off.softplus, plain)[0].message).toMatch(/expected 1000 as element 3, got Infinity/);
  expect(checkAlgebra(off.expm1, plain)[0].message).toMatch(/of \[1e-14\]: expected 1e-14 as element 0/);
});

test('an operation that repeats no batch of one is found', () => {
  const strict: Algebra<Batch> = { ...arrays, add: (a, b) => a.map((value, i) => value + b[i]) };
  const messages = checkAlgebra(strict, plain).map(({ message }) => message);
  expect(messages.join('\n')).toMatch(
    /of \[2.5\] with a longer batch: expected 8 numbers, got 1; a batch of one number is repeated/,
  );
});

test('an operation that writes to its argument is found', () => {
  const inPlace: Algebra<Batch> = {
    ...arrays,
    scale: (a, factor) => (a.forEach((value, i) => (a[i] = factor * value)), a),
  };
  const [{ check, message }] = checkAlgebra(inPlace, plain);
  expect(check).toBe('scale');
  expect(message).toMatch(/expected its arguments as they were, but it wrote to them/);
});

test('an operation that throws is a finding', () => {
  const partial: Algebra<Batch> = {
    ...arrays,
    softplus: () => {
      throw new Error('no such kernel');
    },
  };
  expect(checkAlgebra(partial, plain)).toEqual([
    { check: 'softplus', message: expect.stringMatching(/Error: no such kernel/) as string },
  ]);
});

test.each<[keyof Algebra<Dual>, Algebra<Dual>, RegExp]>([
  ['detach', { ...duals, detach: (a) => a }, /expected 0, nothing is differentiated through it, got 1/],
  ['maximum', { ...duals, maximum: (a) => ({ ...duals.maximum(a), slopes: a.slopes.slice(-1) }) }, /at 3: expected 0/],
  [
    'clip',
    { ...duals, clip: (a, low, high) => ({ ...a, values: duals.clip(a, low, high).values }) },
    /at 1.5: expected 0/,
  ],
  ['exp', { ...duals, exp: (a) => ({ ...a, values: duals.exp(a).values }) }, /at 0.2: expected 1.2214/],
])('a wrong derivative of %s is found', (name, algebra, says) => {
  const found = checkAlgebra(algebra, differentiating);
  expect(found.map(({ check }) => check)).toEqual([name]);
  expect(found[0].message).toMatch(says);
});
