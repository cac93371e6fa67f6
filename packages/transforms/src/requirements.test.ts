import { matrix } from '@bcl/linalg';
import { requireDimension, requireFinite, requireGaussian, requirePoints } from './requirements';

test.each([0, -1, 2.5, NaN, Infinity])('%d is no dimension', (dimension) => {
  expect(() => requireDimension(dimension)).toThrow(`dimension must be an integer of at least 1, got ${dimension}`);
});

test('what is as it should be passes', () => {
  expect(() => requireDimension(1)).not.toThrow();
  expect(() => requireFinite([0, -1e308], 'values')).not.toThrow();
  expect(() => requirePoints(matrix(0, 2), 2, 'any')).not.toThrow();
  const gaussian = { mean: new Float64Array(2), covariance: new Float64Array(4) };
  expect(() => requireGaussian(gaussian, 2, 'any')).not.toThrow();
});

test('messages name what was given and where', () => {
  expect(() => requireFinite([0, 1, -Infinity], 'weights')).toThrow(
    'weights must be finite, got -Infinity at position 2',
  );
  expect(() => requirePoints(matrix(4, 3), 2, 'turn')).toThrow(
    'the transform "turn" acts on 2 coordinates, but the points have 3',
  );
  const gaussian = { mean: new Float64Array(2), covariance: new Float64Array(3) };
  expect(() => requireGaussian(gaussian, 2, 'turn')).toThrow(/got 2 and 3 values/);
});
