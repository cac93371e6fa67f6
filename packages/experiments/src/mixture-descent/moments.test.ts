import { curvePlaces, earlyOften, together } from './moments';

describe('curvePlaces', () => {
  it('has 61 places from the first to the last', () => {
    const places = curvePlaces(6000);
    expect(places).toHaveLength(61);
    expect(places.slice(0, 3)).toEqual([0, 100, 200]);
    expect(places[60]).toBe(6000);
  });

  it('has fewer in a short run, and both ends always', () => {
    expect(curvePlaces(20)).toEqual([0, 5, 10, 15, 20]);
    expect(curvePlaces(3)).toEqual([0, 3]);
    expect(curvePlaces(1)).toEqual([0, 1]);
  });
});

describe('earlyOften', () => {
  it('is closer together in the beginning', () => expect(earlyOften(100, 6)).toEqual([0, 4, 16, 36, 64, 100]));
  it('has both ends and no step twice', () => {
    const steps = earlyOften(50, 60);
    expect([steps[0], steps.at(-1), new Set(steps).size]).toEqual([0, 50, steps.length]);
  });
});

describe('together', () => {
  it('joins lists in order, none twice', () => expect(together([0, 10, 100], [0, 9, 10])).toEqual([0, 9, 10, 100]));
});
