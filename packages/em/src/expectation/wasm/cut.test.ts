import { cut } from './cut';

const values = Float64Array.of(1, 2, 9, 3, 4, 9, 9, 9, 9, 5, 6, 9, 7, 8, 9, 9, 9, 9);

describe('cut', () => {
  it('leaves out the lines and the numbers that pad', () => {
    expect([...cut(values, [2, 2, 2], [3, 3])]).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect([...cut(values, [2, 1, 2], [3, 3])]).toEqual([1, 2, 5, 6]);
  });

  it('copies where there is no padding', () => {
    const all = cut(values, [2, 3, 3], [3, 3]);
    expect(all).toEqual(values);
    expect(all.buffer).not.toBe(values.buffer);
  });
});
