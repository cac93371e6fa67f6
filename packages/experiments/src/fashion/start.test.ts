import { symmetricEigen } from '@bcl/linalg';
import { mixtureOfClusters } from './start';

it('a mixture of clusters has their shares, means and floored covariances', () => {
  const data = Float64Array.of(0, 0, 2, 0, 0, 5, 0, 9, 0, 7);
  const labels = Int32Array.of(0, 0, 1, 1, 1);
  const { weights, means, covariances } = mixtureOfClusters(data, { labels, means: Float64Array.of(1, 0, 0, 7) }, 2, {
    floor: 0.5,
    ridge: 0,
  });
  expect(Array.from(weights)).toEqual([0.4, 0.6]);
  expect(Array.from(means)).toEqual([1, 0, 0, 7]);
  expect(Array.from(covariances.subarray(0, 4))).toEqual([1, 0, 0, 0.5]);
  expect(symmetricEigen(covariances.slice(4), 2).values[0]).toBeCloseTo(0.5, 12);
  expect(covariances[7]).toBeCloseTo(8 / 3, 12);
});
