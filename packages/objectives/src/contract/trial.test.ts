import { runInNewContext } from 'node:vm';
import { matrix, type Matrix } from '@bcl/linalg';
import { fold, normal, type Key } from '@bcl/random';
import { alphaBridge } from '../divergences/alpha-bridge';
import { crossEntropy } from '../divergences/cross-entropy';
import { forwardKL } from '../divergences/forward-kl';
import { reverseKL } from '../divergences/reverse-kl';
import { weightedSum } from '../registry/weighted-sum';
import { needs } from './objective';
import { trialFault } from './trial';

const samples = {
  ...reverseKL(),
  form: 'samples',
  needs: ['modelSamples', 'dataSamples'],
  compare: (model: Matrix) => ({ value: 1, gradient: matrix(model.rows, model.columns) }),
};
const fault = (objective: object) => trialFault(objective as Readonly<Record<string, unknown>>);
const ratio = (change: object) => fault({ ...reverseKL(), ...change });
const compared = (result: unknown) => fault({ ...samples, compare: () => result });
const NaNs = (length: number) => new Float64Array(length).fill(NaN);

describe('trialFault', () => {
  it('finds none in what keeps the contract', () => {
    const sound = [
      reverseKL(),
      alphaBridge({ alpha: { from: 1, to: 0 } }),
      forwardKL({ data: 'density' }),
      crossEntropy(),
      weightedSum([[1, 'reverseKL']]),
      weightedSum([]),
      samples,
    ];
    expect(sound.map(fault)).toEqual(sound.map(() => undefined));
  });

  it.each([
    [{ parameters: null }, 'its parameters are null, not an object'],
    [{ needs: 'logRatio' }, "its needs are 'logRatio', not a list"],
    [{ needs: ['logRatio', 'labels'] }, `there is no need 'labels'; the needs are ${needs.join(', ')}`],
    [{ between: 'friends' }, "it is between 'friends', not 'data-and-model' or 'two-matchings'"],
    [{ spread: -1 }, 'its spread is -1, not a finite number of at least 0'],
    [{ spread: NaN }, 'its spread is NaN, not a finite number of at least 0'],
    [{ spread: undefined }, 'its spread is undefined, not a finite number of at least 0'],
    [{ at: 3 }, 'its at is 3, not a function'],
    [{ form: 'ratios' }, "its form is 'ratios', not one of ratio, likelihood, samples, sum"],
    [{ form: undefined }, 'its form is undefined, not one of ratio, likelihood, samples, sum'],
    [{ form: 'toString' }, "its form is 'toString', not one of ratio, likelihood, samples, sum"],
    [{ form: 'samples' }, 'it has no function compare, which the form samples needs'],
    [{ weight: undefined }, 'it has no function weight, which the form ratio needs'],
    [{ discriminator: 1 }, 'it has no function discriminator, which the form ratio needs'],
    [{ integrand: () => NaNs(5) }, 'integrand gives NaN at a log-ratio of -3'],
    [
      { integrand: (_: unknown, l: Float64Array) => l.map((x) => (x > 0 ? Infinity : x)) },
      'integrand gives Infinity at a log-ratio of 0.25',
    ],
    [{ weight: () => Float64Array.of(1) }, 'weight gives 1 numbers where 5 are due'],
    [{ weight: () => [1, 1, 1, 1, 1] }, 'weight gives [1,1,1,1,1] for a Float64Array'],
    [{ generator: () => undefined }, 'generator gives undefined for a Float64Array'],
    [{ discriminator: () => NaNs(1) }, 'discriminator gives NaN at a logit of 0.5'],
    [
      {
        generator: () => {
          throw new Error('no tape');
        },
      },
      'generator throws: no tape',
    ],
  ])('says what is wrong with a ratio objective that has %p', (change, expected) => {
    expect(ratio(change)).toBe(expected);
  });

  it('tries weights with masses and without', () => {
    const onlyWith = (_: unknown, l: Float64Array, mass?: Float64Array) => (mass === undefined ? NaNs(5) : l);
    const onlyWithout = (_: unknown, l: Float64Array, mass?: Float64Array) => (mass === undefined ? l : NaNs(5));
    for (const weight of [onlyWith, onlyWithout])
      expect(ratio({ weight })).toBe('weight gives NaN at a log-ratio of -3');
  });

  it.each([
    [{ targets: 'labels' }, "its targets are 'labels', not 'continuous' or 'discrete'"],
    [{ atEquality: 'one' }, "its atEquality is 'one', not 'zero' or 'entropy'"],
    [{ integrand: () => NaNs(5) }, 'integrand gives NaN at a log-density of -4'],
    [{ weight: () => NaNs(5) }, 'weight gives NaN at a log-density of -4'],
  ])('says what is wrong with a likelihood that has %p', (change, expected) => {
    expect(fault({ ...forwardKL(), ...change })).toBe(expected);
  });

  it('gives log q to a likelihood that needs it, and to no other', () => {
    const seen: unknown[] = [];
    const integrand = (_: unknown, logModel: Float64Array, logData?: Float64Array) => {
      seen.push(logData?.length);
      return logModel;
    };
    fault({ ...forwardKL(), integrand });
    fault({ ...forwardKL({ data: 'density' }), integrand });
    expect(seen).toEqual([undefined, 5]);
  });

  it.each([
    [7, 'compare gives 7, not { value, gradient }'],
    [{ value: NaN, gradient: matrix(4, 2) }, 'compare gives the value NaN'],
    [{ value: 1 }, "compare gives a gradient of another shape than the model's 4 points"],
    [{ value: 1, gradient: matrix(2, 4) }, "compare gives a gradient of another shape than the model's 4 points"],
    [
      { value: 1, gradient: matrix(4, 2, NaNs(8)) },
      'compare gives a gradient whose data are not finite numbers in a Float64Array',
    ],
    [
      { value: 1, gradient: { rows: 4, columns: 2, data: [0] } },
      'compare gives a gradient whose data are not finite numbers in a Float64Array',
    ],
  ])('says what is wrong with a comparison that gives %j', (result, expected) => {
    expect(compared(result)).toBe(expected);
  });

  it('takes arrays from another realm', () => {
    const foreign = runInNewContext('(numbers) => Float64Array.from(numbers)') as (l: Float64Array) => Float64Array;
    expect(foreign(Float64Array.of(1))).not.toBeInstanceOf(Float64Array);
    expect(ratio({ generator: (_: unknown, l: Float64Array) => foreign(l) })).toBeUndefined();
    expect(
      compared({ value: 1, gradient: { rows: 4, columns: 2, data: foreign(new Float64Array(8)) } }),
    ).toBeUndefined();
    expect(compared({ value: 1, gradient: { rows: 4, columns: 2, data: foreign(NaNs(8)) } })).toMatch(/not finite/);
  });

  it('says when a comparison throws, whatever is thrown', () => {
    const compare = () => {
      // A plugin in JavaScript may throw anything.
      // eslint-disable-next-line @typescript-eslint/only-throw-error
      throw 'nothing to compare';
    };
    expect(fault({ ...samples, compare })).toBe('compare throws: nothing to compare');
  });

  it('gives a comparison points and a key like those of a learner', () => {
    const compare = (model: Matrix, data: Matrix, from: Key) => ({
      value: normal(fold(from, 'directions'), 1)[0],
      gradient: matrix(data.rows, model.columns),
    });
    expect(fault({ ...samples, compare })).toBeUndefined();
  });

  it.each([
    [undefined, 'its terms are undefined, not a list'],
    [[1], 'term 0 is 1, not { weight, objective }'],
    [[{ weight: -1, objective: reverseKL() }], 'term 0 has the weight -1'],
    [[{ weight: 1, objective: weightedSum([]) }], 'term 0: it is a sum itself'],
    [
      [
        { weight: 1, objective: reverseKL() },
        { weight: 1, objective: { ...reverseKL(), spread: -1 } },
      ],
      'term 1: its spread is -1, not a finite number of at least 0',
    ],
  ])('says what is wrong with the terms of a sum', (terms, expected) => {
    expect(fault({ ...weightedSum([]), terms })).toBe(expected);
  });

  it.each([
    [() => 3, 'at(0) gives 3, which is no objective'],
    [() => forwardKL(), "at(0): its form is 'likelihood'"],
    [
      (progress: number) => ({ ...reverseKL(), spread: progress === 0.5 ? -1 : 0 }),
      'at(0.5): its spread is -1, not a finite number of at least 0',
    ],
    [
      (progress: number) => ({ ...reverseKL(), spread: progress === 1 ? NaN : 0 }),
      'at(1): its spread is NaN, not a finite number of at least 0',
    ],
    [
      () => {
        throw new Error('too late');
      },
      'at(0) throws: too late',
    ],
  ])('looks at an objective on its way', (at, expected) => {
    expect(ratio({ at })).toBe(expected);
  });
});
