import fc from 'fast-check';
import { arrays } from './arrays';
import { mean, ones } from './mean';

const of = (...values: number[]) => Float64Array.from(values);

describe('mean', () => {
  it('is the sum over the count', () => {
    expect(mean(arrays, of(1, 2, 6))).toEqual(of(3));
    expect(mean(arrays, of(-4))).toEqual(of(-4));
  });

  it('weighs samples by their mass', () => {
    expect(mean(arrays, of(1, 2, 6), of(0.25, 0.5, 0.25))).toEqual(of(2.75));
  });

  it('does not depend on the mass where all samples have the same', () => {
    const values = fc.array(fc.double({ min: -9, max: 9, noNaN: true }), { minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(values, (numbers) => {
        const batch = Float64Array.from(numbers);
        const equal = batch.map(() => 1 / batch.length);
        expect(mean(arrays, batch, equal)[0]).toBeCloseTo(mean(arrays, batch)[0], 12);
      }),
    );
  });

  it('counts samples whose value is infinite', () => {
    expect(mean(arrays, of(1, Infinity))).toEqual(of(Infinity));
  });
});

describe('ones', () => {
  it('is as long as its model, whatever is in it', () => {
    expect(ones(arrays, of(3, -Infinity, Infinity, 1e308, 0))).toEqual(of(1, 1, 1, 1, 1));
  });
});
