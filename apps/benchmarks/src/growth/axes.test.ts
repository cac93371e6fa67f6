import { axisText, growthAxes, sizesAt } from './axes';

describe('the axes of growth', () => {
  it.each([true, false])('ascend, with sizes that a fit can have (quick: %s)', (quick) => {
    for (const axis of growthAxes(quick)) {
      expect(axis.values).toEqual([...axis.values].sort((a, b) => a - b));
      expect(axis.values.length).toBeGreaterThanOrEqual(3);
      for (const value of axis.values) {
        const { rows, columns, components } = sizesAt(axis, value);
        expect(Math.min(columns, components)).toBeGreaterThanOrEqual(1);
        expect(rows).toBeGreaterThanOrEqual(components);
      }
    }
  });

  it('reach over the ranges that are claimed', () => {
    expect(growthAxes(false).map(({ letter, values }) => [letter, values[0], values.at(-1)])).toEqual([
      ['N', 1e3, 1e6],
      ['K', 2, 128],
      ['D', 2, 784],
    ]);
  });

  it('are named by what stands', () => {
    expect(growthAxes(false).map(axisText)).toEqual([
      'N grows, D = 16, K = 8',
      'K grows, N = 20,000, D = 16',
      'D grows, N = 4,000, K = 4',
    ]);
  });
});
