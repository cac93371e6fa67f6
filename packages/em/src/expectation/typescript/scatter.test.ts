import { scatter } from './scatter';

describe.each([1, 2, 3, 4, 5, 6, 9])('in %d dimensions', (width) => {
  it.each([1, 5, 8])('adds the weighted moments of %d rows to the right component, lower triangle', (count) => {
    const stride = 8;
    const block = Float64Array.from({ length: width * stride }, (_, i) => Math.sin(1 + 5 * i));
    const shares = Float64Array.from({ length: 3 * stride }, (_, i) => 0.5 + 0.4 * Math.cos(i));
    const first = new Float64Array(2 * width).fill(1);
    const second = new Float64Array(2 * width * width).fill(2);
    scatter(block, shares, stride, count, width, stride, new Float64Array(width * stride), first, second, 1);
    for (let i = 0; i < width; i++) {
      const sum = (term: (s: number) => number): number =>
        Array.from({ length: count }, (_, s) => term(s)).reduce((a, b) => a + b, 0);
      expect(first[width + i]).toBeCloseTo(1 + sum((s) => shares[stride + s] * block[i * stride + s]), 12);
      for (let j = 0; j <= i; j++) {
        const expected = 2 + sum((s) => shares[stride + s] * block[i * stride + s] * block[j * stride + s]);
        expect(second[(width + i) * width + j]).toBeCloseTo(expected, 12);
      }
    }
    expect(Array.from(first.subarray(0, width))).toEqual(new Array(width).fill(1));
    expect(Array.from(second.subarray(0, width * width))).toEqual(new Array(width * width).fill(2));
  });
});
