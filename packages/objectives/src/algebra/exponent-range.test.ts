import { arrays } from './arrays';
import { inExponentRange, largestExponent } from './exponent-range';

const of = (...values: number[]) => Float64Array.from(values);

describe('inExponentRange', () => {
  it('leaves alone what can be exponentiated', () => {
    expect(inExponentRange(arrays, of(-699, 0, 12.5, 700))).toEqual(of(-699, 0, 12.5, 700));
  });

  it('holds the rest at the ends, where exponentials are finite and above 0 with room to spare', () => {
    const held = inExponentRange(arrays, of(-1e300, -Infinity, Infinity, 701));
    expect(held).toEqual(of(-700, -700, 700, 700));
    const [tiny, , huge] = arrays.exp(held);
    expect(tiny).toBeGreaterThan(0);
    expect(huge * largestExponent * 10).toBeLessThan(Infinity);
  });
});
