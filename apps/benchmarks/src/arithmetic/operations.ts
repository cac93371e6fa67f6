/** What counts as the work of one exponential and its share of the normalisation, about what the fastest known ones take. */
const EXPONENTIAL = 20;

/**
 * Floating-point operations of one EM pass over a table without gaps, full covariances, when nothing is skipped.
 *
 * For each row and component: D subtractions; D (D + 1) / 2 multiply-adds with the whitening triangle; D squares and their
 * sum; the constant; an exponential with its share of the normalisation, counted as twenty; D weightings; D additions to
 * the first moments; D (D + 1) / 2 multiply-adds to the triangle of the second moments. A multiply-add is two operations,
 * so that together it is 2 D² + 7 D + 22. The M step works on K covariances, not on N rows, and is left out.
 */
export function emOperations(rows: number, columns: number, components: number): number {
  const triangle = columns * (columns + 1);
  const expectation = columns + triangle + 2 * columns + 2 + EXPONENTIAL;
  const moments = 2 * columns + triangle;
  return rows * components * (expectation + moments);
}
