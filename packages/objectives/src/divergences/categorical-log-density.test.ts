import fc from 'fast-check';
import { matrix } from '@bcl/linalg';
import { categoricalLogDensity } from './categorical-log-density';

const of = (rows: number, columns: number, ...values: number[]) => matrix(rows, columns, Float64Array.from(values));

describe('categoricalLogDensity', () => {
  it('sums to 1 over the labels, for logits of any size', () => {
    const logits = fc.array(fc.double({ min: -1e4, max: 1e4, noNaN: true }), { minLength: 1, maxLength: 6 });
    fc.assert(
      fc.property(logits, (values) => {
        const all = of(values.length, values.length, ...values.flatMap(() => values));
        const logs = categoricalLogDensity(
          all,
          values.map((_, k) => k),
        );
        expect(logs.reduce((sum, log) => sum + Math.exp(log), 0)).toBeCloseTo(1, 11);
        expect(logs.every((log) => log <= 0)).toBe(true);
      }),
    );
  });

  it('takes the label of each row', () => {
    const logs = categoricalLogDensity(of(2, 3, 0, Math.log(2), Math.log(5), 7, 7, 7), [1, 2]);
    expect(logs[0]).toBeCloseTo(Math.log(2 / 8), 14);
    expect(logs[1]).toBeCloseTo(Math.log(1 / 3), 14);
  });

  it('does not change when a constant is added to a row', () => {
    expect(categoricalLogDensity(of(1, 2, 1e6, 1e6 + 1), [0])[0]).toBeCloseTo(-Math.log(1 + Math.E), 9);
  });

  it('knows categories that cannot be', () => {
    expect(categoricalLogDensity(of(2, 2, -Infinity, 0, -Infinity, 0), [0, 1])).toEqual(Float64Array.of(-Infinity, 0));
    expect(categoricalLogDensity(of(0, 3), [])).toEqual(new Float64Array(0));
  });

  it.each([
    [[0], 'There are 1 labels for 2 rows of logits: give one label a row.'],
    [[0, 3], 'Label 3 of row 1 is no category: labels are whole numbers from 0 to 2.'],
    [[-1, 0], 'Label -1 of row 0 is no category: labels are whole numbers from 0 to 2.'],
    [[0, 1.5], 'Label 1.5 of row 1 is no category: labels are whole numbers from 0 to 2.'],
    [[NaN, 1], 'Label NaN of row 0 is no category: labels are whole numbers from 0 to 2.'],
  ])('refuses the labels %j', (labels, message) => {
    expect(() => categoricalLogDensity(of(2, 3, 1, 2, 3, 4, 5, 6), labels)).toThrow(new RangeError(message));
  });

  it.each([
    [NaN, 0],
    [Infinity, 0],
    [-Infinity, -Infinity],
  ])('refuses the logits %p, %p', (a, b) => {
    expect(() => categoricalLogDensity(of(1, 2, a, b), [0])).toThrow(/The largest logit of row 0 is .*at least one/);
  });
});
