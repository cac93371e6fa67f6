import { logDensity, marginal, orThrow } from '@bcl/em';
import { key, normal } from '@bcl/random';
import { transformed } from '../fixtures/reference';
import { randomMixture, randomTransform } from '../fixtures/mixtures';
import { gaussiansOf } from '../state/gaussians';
import { allocateDensities, evaluateDensities } from './density';
import { frameOf } from './frame';
import { allocateProjected, project } from './projected';

function densitiesOf(dimension: number, coordinates: number[], spread: number, points: Float64Array) {
  const mixture = randomMixture(key(dimension), 4, dimension);
  const transform = randomTransform(key(7), dimension);
  const projected = allocateProjected(frameOf(transform, coordinates, spread), 4);
  project(projected, gaussiansOf(mixture));
  const count = points.length / coordinates.length;
  const out = allocateDensities(projected, count);
  evaluateDensities(projected, points, count, out);
  const reference = orThrow(marginal(transformed(mixture, transform, spread), coordinates));
  return { out, reference, count };
}

describe.each([
  [1, [0], 0],
  [2, [1], 0.3],
  [2, [1, 0], 0],
  [3, [2, 0], 0.5],
  [4, [3, 0, 1, 2], 0.1],
])('densities of a mixture over %i coordinates, seen in %j with spread %d', (dimension, coordinates, spread) => {
  const size = coordinates.length;
  const points = normal(key(3), 40 * size).map((value) => 3 * value);

  it('are those of the transformed mixture', () => {
    const { out, reference, count } = densitiesOf(dimension, coordinates, spread, points);
    const rows = Array.from({ length: count }, (_, row) => points.slice(row * size, (row + 1) * size));
    const expected = orThrow(logDensity(reference, rows));
    out.log.forEach((value, row) => expect(value).toBeCloseTo(expected[row], 11));
  });

  it('have the gradient that differences have', () => {
    const { out } = densitiesOf(dimension, coordinates, spread, points);
    const h = 1e-4;
    for (let i = 0; i < size; i++) {
      const moved = (by: number): Float64Array => points.map((value, at) => (at % size === i ? value + by : value));
      const [low, high] = [-h, h].map((by) => densitiesOf(dimension, coordinates, spread, moved(by)).out.log);
      high.forEach((value, row) => expect((value - low[row]) / (2 * h)).toBeCloseTo(out.score[row * size + i], 4));
    }
  });
});

describe('densities far from everything', () => {
  it('stay finite, with a gradient that points back', () => {
    const { out } = densitiesOf(2, [0], 0, Float64Array.of(-1e6, 1e6));
    expect(out.log.every((value) => Number.isFinite(value) && value < -1e9)).toBe(true);
    expect(out.score[0]).toBeGreaterThan(0);
    expect(out.score[1]).toBeLessThan(0);
  });

  it('are 1 over no coordinates at all', () => {
    const { out } = densitiesOf(2, [0, 1], 0, Float64Array.of(0, 0));
    const none = allocateProjected(frameOf(randomTransform(key(7), 2), [], 0), 4);
    project(none, gaussiansOf(randomMixture(key(2), 4, 2)));
    evaluateDensities(none, new Float64Array(0), 1, out);
    expect(out.log[0]).toBe(0);
  });
});
