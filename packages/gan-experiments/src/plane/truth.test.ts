import { fold, key } from '@bcl/random';
import { coordinate } from './distances';
import { conditionalPoints, givenValues, planePoints, planeTruth } from './truth';

const meanOf = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0) / values.length;

describe('the truth', () => {
  it('is the mixtures of the papers, in a scale that makes coordinates about as large as standard normal ones', () => {
    const [grid, pair] = [planeTruth('grid25'), planeTruth('pair')];
    expect([grid.mixture.components, pair.mixture.components]).toEqual([25, 2]);
    for (const truth of [grid, pair]) {
      const x = coordinate(planePoints(truth, key(1), 20_000), 0).map((value) => value / truth.scale);
      const deviation = Math.sqrt(meanOf(x.map((value) => value * value)) - meanOf(x) ** 2);
      expect(deviation).toBeGreaterThan(0.8);
      expect(deviation).toBeLessThan(1.2);
    }
  });

  it('of the pair given x₂ is either component equally often, and given x₁ = 1 is one narrow Gaussian', () => {
    const truth = planeTruth('pair');
    const given2 = conditionalPoints(truth, 1, 0.4, key(2), 4000);
    expect(Math.abs(given2.filter((value) => value > 0).length / 4000 - 0.5)).toBeLessThan(0.04);
    const given1 = conditionalPoints(truth, 0, 1, key(3), 4000);
    expect(Math.abs(meanOf(given1))).toBeLessThan(5 * Math.sqrt(0.1 / 4000));
    expect(meanOf(given1.map((value) => value * value))).toBeCloseTo(0.1, 1);
  });

  it('is asked at five values in ascending order, across its range, the same every time', () => {
    const truth = planeTruth('grid25');
    const values = givenValues(truth, 0);
    expect(values).toEqual([...values].sort((a, b) => a - b));
    expect(values[0]).toBeLessThan(-3.5);
    expect(values[4]).toBeGreaterThan(3.5);
    expect(givenValues(truth, 0)).toEqual(values);
    expect(planePoints(truth, fold(key(1), 'a'), 5)).not.toEqual(planePoints(truth, fold(key(1), 'b'), 5));
  });
});
