import { emOperations } from './operations';

describe('emOperations', () => {
  it('is N K (2 D² + 7 D + 22)', () => {
    for (const [rows, columns, components] of [
      [1, 1, 1],
      [7494, 16, 12],
      [10, 784, 3],
    ])
      expect(emOperations(rows, columns, components)).toBe(rows * components * (2 * columns ** 2 + 7 * columns + 22));
  });

  it('counts what a plain loop over one row and one component does', () => {
    const columns = 5;
    let counted = 0;
    const count = (operations: number): void => void (counted += operations);
    for (let d = 0; d < columns; d++) count(1); // x - mean
    for (let i = 0; i < columns; i++) for (let j = 0; j <= i; j++) count(2); // z_i += W_ij d_j
    for (let i = 0; i < columns; i++) count(2); // q += z_i²
    count(2); // constant - q / 2
    count(20); // exp and the normalisation
    for (let d = 0; d < columns; d++) count(2); // r d_j, and its sum
    for (let i = 0; i < columns; i++) for (let j = 0; j <= i; j++) count(2); // r d_i d_j
    expect(emOperations(1, columns, 1)).toBe(counted);
  });
});
