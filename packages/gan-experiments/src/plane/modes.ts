import { modesCovered } from '@bcl/metrics';
import type { PlaneTruth } from './truth';

/** Standard deviation above which a group of points is no mode: points spread evenly between the means of the grid have 0.58. */
const widest = 0.45;

/**
 * How many components of the truth a sample has found. A component is found when the points next to it, those nearer to its
 * mean than to any other, are at least a quarter of what its weight promises, have a standard deviation below 0.45 on either
 * axis (the truth has 0.32), and their mean is within 0.5 of its own: neither a few strays between two components nor a cloud
 * over all of them finds any.
 */
export function modesFound({ mixture: { means, weights } }: PlaneTruth, points: Float64Array): number {
  const sums = Array.from(weights, () => ({ count: 0, x: 0, y: 0, xx: 0, yy: 0 }));
  for (let i = 0; i < points.length; i += 2) {
    let [nearest, least] = [0, Infinity];
    for (let k = 0; k < weights.length; k++) {
      const distance = (points[i] - means[2 * k]) ** 2 + (points[i + 1] - means[2 * k + 1]) ** 2;
      if (distance < least) [nearest, least] = [k, distance];
    }
    const sum = sums[nearest];
    sum.count++;
    sum.x += points[i];
    sum.y += points[i + 1];
    sum.xx += points[i] ** 2;
    sum.yy += points[i + 1] ** 2;
  }
  const total = points.length / 2;
  const narrow = (count: number, sum: number, squares: number) => squares / count - (sum / count) ** 2 < widest ** 2;
  const found = sums.filter(
    ({ count, x, y, xx, yy }, k) =>
      count > 0 && count >= 0.25 * weights[k] * total && narrow(count, x, xx) && narrow(count, y, yy),
  );
  if (found.length === 0) return 0;
  return modesCovered(
    found.flatMap(({ count, x, y }) => [x / count, y / count]),
    means,
    2,
  );
}
