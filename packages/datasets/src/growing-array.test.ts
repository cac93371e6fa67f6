import { GrowingArray } from './growing-array';

describe('GrowingArray', () => {
  it.each([0, 1, 1023, 1024, 1025, 5000])('keeps %d numbers in order', (count) => {
    const growing = new GrowingArray();
    for (let value = 0; value < count; value++) growing.push(value / 2);
    expect(growing.length).toBe(count);
    expect(growing.toArray()).toEqual(Float64Array.from({ length: count }, (_, index) => index / 2));
  });

  it('gives arrays of their own', () => {
    const growing = new GrowingArray();
    growing.push(1);
    const before = growing.toArray();
    before[0] = 7;
    growing.push(2);
    expect(growing.toArray()).toEqual(Float64Array.of(1, 2));
  });
});
