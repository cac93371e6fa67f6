import type { Algebra } from '../algebra/algebra';
import type { Finding, Report } from './finding';
import { agree, findings, shown } from './finding';

/** How the values of an algebra are made and looked at. */
export interface AlgebraAccess<A> {
  /** A batch with these numbers. */
  readonly make: (values: readonly number[]) => A;
  /** The numbers of a batch. */
  readonly read: (batch: A) => readonly number[];
  /**
   * d/da of the sum of f(a)'s elements, an entry for each of a's; given for an algebra that differentiates, whose derivatives
   * are then checked as well.
   */
  readonly gradient?: (f: (a: A) => A, at: readonly number[]) => readonly number[];
  /** How exact the operations are, relative to the largest number involved. 1e-5 without it, which float32 reaches. */
  readonly tolerance?: number;
}

type Operation<A> = (algebra: Algebra<A>, a: A, b: A) => A;
interface Expectation {
  /** The numbers that the operation must give. */
  readonly gives: (a: readonly number[], b: readonly number[]) => readonly number[];
  readonly inputs: readonly (readonly number[])[];
}

const mixed = [-2.5, -1, -1e-8, 0, 1e-8, 0.3, 1, 4];
const positive = [1e-6, 0.2, 1, 3, 50];
const extreme = [-1000, -80, 80, 1000];
const softplus = (x: number): number => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
const sigmoid = (x: number): number => (x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x)));
const each =
  (f: (x: number) => number) =>
  (a: readonly number[]): readonly number[] =>
    a.map(f);

/**
 * Holds an algebra, over tensors say, to {@link Algebra}: each operation against plain numbers, a batch of one number repeated
 * against a longer one, sums and maxima of one number, no overflow of softplus and sigmoid, expm1 near 0, arguments left as
 * they are; with `gradient`, derivatives against differences, and none through detach, maximum and outside of clip.
 *
 * @returns what does not conform; an empty list where everything does
 *
 * @example
 * ```ts
 * import { arrays } from '@bcl/objectives';
 * import { checkAlgebra } from '@bcl/objectives/testing';
 *
 * checkAlgebra(arrays, { make: (values) => Float64Array.from(values), read: (batch) => Array.from(batch) }); // => []
 * ```
 */
export function checkAlgebra<A>(algebra: Algebra<A>, access: AlgebraAccess<A>): readonly Finding[] {
  return Object.entries(operations<A>()).flatMap(([name, [operation, expectation]]) =>
    findings(name, (report) => {
      for (const input of expectation.inputs) checkValues(algebra, access, operation, expectation, input, report);
      if (binaryNames.has(name)) checkRepeating(algebra, access, operation, expectation, report);
      if (access.gradient !== undefined) checkDerivative(name, algebra, access, operation, report);
    }),
  );
}

const binaryNames = new Set(['add', 'multiply', 'divide']);

function operations<A>(): Readonly<Record<keyof Algebra<A>, readonly [Operation<A>, Expectation]>> {
  const pairwise = (f: (x: number, y: number) => number): Expectation => ({
    gives: (a, b) => a.map((x, i) => f(x, b[i])),
    inputs: [mixed, [2]],
  });
  const elementwise = (f: (x: number) => number, ...inputs: readonly (readonly number[])[]): Expectation => ({
    gives: each(f),
    inputs: [...inputs, [0.5]],
  });
  return {
    add: [(algebra, a, b) => algebra.add(a, b), pairwise((x, y) => x + y)],
    multiply: [(algebra, a, b) => algebra.multiply(a, b), pairwise((x, y) => x * y)],
    divide: [(algebra, a, b) => algebra.divide(a, b), pairwise((x, y) => x / y)],
    scale: [(algebra, a) => algebra.scale(a, -2.5), elementwise((x) => -2.5 * x, mixed)],
    shift: [(algebra, a) => algebra.shift(a, 1.5), elementwise((x) => x + 1.5, mixed)],
    exp: [(algebra, a) => algebra.exp(a), elementwise(Math.exp, mixed, [-1000, -80])],
    log: [(algebra, a) => algebra.log(a), elementwise(Math.log, positive)],
    expm1: [(algebra, a) => algebra.expm1(a), elementwise(Math.expm1, mixed, [1e-14], [-1000, -80])],
    softplus: [(algebra, a) => algebra.softplus(a), elementwise(softplus, mixed, extreme)],
    sigmoid: [(algebra, a) => algebra.sigmoid(a), elementwise(sigmoid, mixed, extreme)],
    clip: [
      (algebra, a) => algebra.clip(a, -0.7, 0.9),
      elementwise((x) => Math.min(0.9, Math.max(-0.7, x)), mixed, extreme),
    ],
    sum: [(algebra, a) => algebra.sum(a), { gives: (a) => [a.reduce((s, x) => s + x, 0)], inputs: [mixed, [3]] }],
    maximum: [(algebra, a) => algebra.maximum(a), { gives: (a) => [Math.max(...a)], inputs: [mixed, [-5, -3], [-3]] }],
    detach: [(algebra, a) => algebra.detach(a), elementwise((x) => x, mixed)],
  };
}

/** The second operand of an operation with two: no zero in it. */
const partnerOf = (a: readonly number[]): readonly number[] => a.map((_, i) => 1.5 + i * (i % 2 === 0 ? 1 : -1));

function checkValues<A>(
  algebra: Algebra<A>,
  { make, read, tolerance = 1e-5 }: AlgebraAccess<A>,
  operation: Operation<A>,
  { gives }: Expectation,
  input: readonly number[],
  report: Report,
): void {
  const partner = partnerOf(input);
  const [a, b] = [make(input), make(partner)];
  compare(read(operation(algebra, a, b)), gives(input, partner), input, tolerance, report);
  const kept = [...read(a), ...read(b)];
  const before = [...read(make(input)), ...read(make(partner))];
  if (!kept.every((value, i) => Object.is(value, before[i]))) {
    report(`expected its arguments as they were, but it wrote to them: operations return new values`);
  }
}

/** A batch of one number against a longer one, on either side. */
function checkRepeating<A>(
  algebra: Algebra<A>,
  { make, read, tolerance = 1e-5 }: AlgebraAccess<A>,
  operation: Operation<A>,
  { gives }: Expectation,
  report: Report,
): void {
  const partner = partnerOf(mixed);
  const left = read(operation(algebra, make([2.5]), make(partner)));
  compare(
    left,
    gives(new Array<number>(mixed.length).fill(2.5), partner),
    [2.5],
    tolerance,
    report,
    ' with a longer batch',
  );
  const right = read(operation(algebra, make(mixed), make([2.5])));
  compare(
    right,
    gives(mixed, new Array<number>(mixed.length).fill(2.5)),
    mixed,
    tolerance,
    report,
    ' with a batch of one',
  );
}

function compare(
  found: readonly number[],
  wanted: readonly number[],
  input: readonly number[],
  tolerance: number,
  report: Report,
  circumstance = '',
): void {
  const place = `of [${input.join(', ')}]${circumstance}`;
  if (found.length !== wanted.length) {
    return report(
      `${place}: expected ${wanted.length} numbers, got ${found.length}; a batch of one number is repeated`,
    );
  }
  // Below 1e-30 a number may be lost to underflow in float32.
  const at = wanted.findIndex((value, i) => !(agree(found[i], value, tolerance) || Math.abs(found[i] - value) < 1e-30));
  if (at >= 0) report(`${place}: expected ${shown(wanted[at])} as element ${at}, got ${shown(found[at])}`);
}

/** Places away from the corners of clip, where derivatives exist. */
const smooth = [0.2, 0.5, 1.5, 3];

function checkDerivative<A>(
  name: string,
  algebra: Algebra<A>,
  { make, read, gradient, tolerance = 1e-5 }: AlgebraAccess<A>,
  operation: Operation<A>,
  report: Report,
): void {
  if (gradient === undefined) return;
  const partner = make(partnerOf(smooth));
  const found = gradient((a) => operation(algebra, a, partner), smooth);
  const constant = name === 'detach' || name === 'maximum';
  // Differences of float32 values are exact to the square root of its rounding at best.
  const width = Math.sqrt(tolerance);
  const total = (at: readonly number[]): number =>
    read(operation(algebra, make(at), partner)).reduce((sum, value) => sum + value, 0);
  const wanted = smooth.map((_, i) => {
    const moved = (by: number): readonly number[] => smooth.map((value, j) => (i === j ? value + by : value));
    return constant ? 0 : (total(moved(width)) - total(moved(-width))) / (2 * width);
  });
  const at = wanted.findIndex((value, i) => !agree(found[i], value, 10 * width, 1e-2));
  if (at < 0) return;
  const hint = constant ? 'nothing is differentiated through it' : 'by differences of its values';
  report(`the derivative at ${smooth[at]}: expected ${shown(wanted[at])}, ${hint}, got ${shown(found[at])}`);
}
