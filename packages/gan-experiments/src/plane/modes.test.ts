import { key, normal, uniform } from '@bcl/random';
import { modesFound } from './modes';
import { planePoints, planeTruth } from './truth';

const grid = planeTruth('grid25');

describe('modes found', () => {
  it('are all in exact samples, also small ones', () => {
    expect(modesFound(grid, planePoints(grid, key(1), 2000))).toBe(25);
    expect(modesFound(planeTruth('pair'), planePoints(planeTruth('pair'), key(1), 100))).toBe(2);
  });

  it('are none in a cloud over all of them', () => {
    const cloud = uniform(key(1), 8000).map((value) => 10 * value - 5);
    expect(modesFound(grid, cloud)).toBe(0);
    expect(
      modesFound(
        grid,
        normal(key(1), 8000).map((value) => 3 * value),
      ),
    ).toBeLessThan(3);
  });

  it('are those that are left when points of the others are taken away, whatever few strays lie there', () => {
    const points = planePoints(grid, key(1), 4000);
    const right = points.filter((_, i) => points[i - (i % 2)] > 1);
    expect(modesFound(grid, right)).toBe(10);
    expect(modesFound(grid, Float64Array.of(...right, -4, -4, -2, -2))).toBe(10);
  });

  it('do not include groups at a wrong place', () => {
    expect(
      modesFound(
        grid,
        planePoints(grid, key(1), 2000).map((value) => value + 0.7),
      ),
    ).toBeLessThan(5);
  });
});
