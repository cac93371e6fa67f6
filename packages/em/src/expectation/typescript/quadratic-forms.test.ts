import { centre, quadraticForms } from './quadratic-forms';

/** Rows as a block, coordinate-major. */
function blockOf(rows: readonly (readonly number[])[], stride: number): Float64Array {
  const block = new Float64Array(rows[0].length * stride);
  rows.forEach((row, s) => row.forEach((value, j) => (block[j * stride + s] = value)));
  return block;
}

describe.each([1, 2, 3, 4, 5, 7])('in %d dimensions', (width) => {
  const rows = Array.from({ length: 8 }, (_, s) =>
    Array.from({ length: width }, (_, j) => Math.sin(1 + 3 * s + 7 * j)),
  );
  const whitening = Array.from({ length: (width * (width + 1)) / 2 }, (_, i) => Math.cos(1 + 2 * i));

  it('gives constant - |W d|² / 2 of every row, and writes nowhere else', () => {
    const out = new Float64Array(24).fill(9);
    quadraticForms(blockOf(rows, 8), Float64Array.from(whitening), 8, width, 8, 0.5, out, 8);
    rows.forEach((row, s) => {
      let square = 0;
      for (let i = 0, at = 0; i < width; i++) {
        let z = 0;
        for (let j = 0; j <= i; j++) z += whitening[at++] * row[j];
        square += z * z;
      }
      expect(out[8 + s]).toBeCloseTo(0.5 - square / 2, 12);
    });
    expect(Array.from(out.subarray(0, 8))).toEqual(new Array(8).fill(9));
    expect(Array.from(out.subarray(16))).toEqual(new Array(8).fill(9));
  });

  it('centres', () => {
    const mean = Float64Array.from({ length: width }, (_, j) => j);
    const out = new Float64Array(width * 8);
    centre(blockOf(rows, 8), mean, 8, width, 8, out);
    rows.forEach((row, s) => row.forEach((value, j) => expect(out[j * 8 + s]).toBe(value - j)));
  });
});
