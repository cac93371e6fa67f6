import { nuclearNorm } from './nuclear-norm';

/** A plane rotation by `angle` between the first two of `size` axes, applied to the rows of a matrix. */
function turned(matrix: number[], size: number, angle: number): number[] {
  const [c, s] = [Math.cos(angle), Math.sin(angle)];
  return matrix.map((value, at) => {
    const [i, j] = [Math.floor(at / size), at % size];
    if (i === 0) return c * value - s * matrix[size + j];
    return i === 1 ? s * matrix[j] + c * value : value;
  });
}

describe('nuclearNorm', () => {
  it('of a diagonal matrix is the sum of the absolute values, whatever rotations are around it', () => {
    const matrix = [3, 0, 0, 0, -2, 0, 0, 0, 1e-9];
    expect(nuclearNorm(matrix, 3)).toBe(5 + 1e-9);
    expect(nuclearNorm(turned(matrix, 3, 0.7), 3)).toBeCloseTo(5 + 1e-9, 14);
  });

  it('of rank one is the product of the lengths, and of zero is zero', () => {
    const [u, v] = [
      [1, 2, 2],
      [2, 3, 6],
    ];
    expect(
      nuclearNorm(
        u.flatMap((x) => v.map((y) => x * y)),
        3,
      ),
    ).toBeCloseTo(21, 12);
    expect(nuclearNorm([0, 0, 0, 0], 2)).toBe(0);
  });

  it('does not depend on rows or columns coming first, and comes to an end for large and clustered ones', () => {
    const size = 60;
    const matrix = Array.from({ length: size * size }, (_, i) => (i % (size + 1) === 0 ? 1 : 1e-8 * Math.cos(i * i)));
    const transposed = matrix.map((_, i) => matrix[(i % size) * size + Math.floor(i / size)]);
    expect(nuclearNorm(matrix, size)).toBeCloseTo(size, 6);
    expect(nuclearNorm(transposed, size)).toBeCloseTo(nuclearNorm(matrix, size), 10);
  });
});
