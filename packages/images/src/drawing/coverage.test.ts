import { addEllipse, addStroke, noCoverage } from './coverage';

const sum = (values: Float64Array): number => values.reduce((a, b) => a + b, 0);

describe('addStroke', () => {
  it('covers about the area of the pen along a line, wherever it lies', () => {
    for (const [x, y] of [
      [20, 20],
      [20.3, 19.8],
      [17.51, 22.49],
    ]) {
      const coverage = noCoverage(40, 40);
      addStroke(coverage, [[x - 10, y - 3], [x + 10, y + 3]], 2); // prettier-ignore
      const exact = 2 * 2 * Math.hypot(20, 6) + Math.PI * 4;
      expect(Math.abs(sum(coverage.values) / exact - 1)).toBeLessThan(0.02);
    }
  });

  it('is full within and empty without, linear between', () => {
    const coverage = noCoverage(1, 9);
    addStroke(coverage, [[0, 0.5], [4.25, 0.5]], 1); // prettier-ignore
    // The line ends at 4.25; pixel 5 has its centre 1.25 beyond that: a quarter is left of the soft edge.
    expect(Array.from(coverage.values)).toEqual([1, 1, 1, 1, 1, 0.25, 0, 0, 0]);
  });

  it('draws a dot for a line without length', () => {
    const coverage = noCoverage(5, 5);
    addStroke(coverage, [[2.5, 2.5], [2.5, 2.5]], 0.5); // prettier-ignore
    expect(coverage.values[12]).toBe(1);
    expect(sum(coverage.values)).toBe(1);
  });

  it('counts overlapping strokes once and clips at the border', () => {
    const line = [[-5, 2], [30, 2]] as const; // prettier-ignore
    const once = noCoverage(4, 8);
    addStroke(once, line, 1);
    const twice = noCoverage(4, 8);
    addStroke(twice, line, 1);
    addStroke(twice, line, 1);
    expect(twice.values).toEqual(once.values);
    expect(sum(once.values)).toBe(16);
  });
});

describe('addEllipse', () => {
  it.each([
    [8, 8],
    [12, 5],
    [3, 9],
  ])('covers about the area of an ellipse of radii %d and %d', (radiusX, radiusY) => {
    const coverage = noCoverage(40, 40);
    addEllipse(coverage, { x: 20.2, y: 19.7, radiusX, radiusY });
    expect(Math.abs(sum(coverage.values) / (Math.PI * radiusX * radiusY) - 1)).toBeLessThan(0.02);
    expect(Math.max(...coverage.values)).toBe(1);
  });

  it('is cut off below a line', () => {
    const coverage = noCoverage(40, 40);
    addEllipse(coverage, { x: 20, y: 20, radiusX: 10, radiusY: 10 }, 20);
    expect(Math.abs(sum(coverage.values) / (50 * Math.PI) - 1)).toBeLessThan(0.02);
    expect(sum(coverage.values.slice(20 * 40))).toBe(0);
  });

  it('has a middle', () => {
    const coverage = noCoverage(3, 3);
    addEllipse(coverage, { x: 1.5, y: 1.5, radiusX: 1, radiusY: 1 });
    expect(coverage.values[4]).toBe(1);
  });
});
