/**
 * The closed curve of a 2-D Gaussian at a number of standard deviations: mean + r V √λ (cos t, sin t).
 *
 * @param mean two numbers
 * @param covariance row-major 2 × 2, symmetric, positive semi-definite
 * @param radius in standard deviations
 * @throws RangeError when the covariance is not positive semi-definite
 */
export function ellipse(
  mean: ArrayLike<number>,
  covariance: ArrayLike<number>,
  radius: number,
  steps = 48,
): [number, number][] {
  const [a, b, d] = [covariance[0], (covariance[1] + covariance[2]) / 2, covariance[3]];
  const middle = (a + d) / 2;
  const reach = Math.hypot((a - d) / 2, b);
  const [large, small] = [middle + reach, middle - reach];
  if (!(small >= -1e-9 * Math.abs(large))) {
    throw new RangeError(`the covariance [${a}, ${b}, ${b}, ${d}] is not positive semi-definite`);
  }
  const angle = Math.atan2(2 * b, a - d) / 2; // of the longer axis, which has a - d = 2 reach cos 2t and b = reach sin 2t
  const [long, short] = [radius * Math.sqrt(large), radius * Math.sqrt(Math.max(0, small))];
  return Array.from({ length: steps }, (_, i) => {
    const t = (2 * Math.PI * i) / steps;
    const [u, v] = [long * Math.cos(t), short * Math.sin(t)];
    return [mean[0] + u * Math.cos(angle) - v * Math.sin(angle), mean[1] + u * Math.sin(angle) + v * Math.cos(angle)];
  });
}
