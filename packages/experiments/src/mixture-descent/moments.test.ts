import { earlyOften, evenly } from './moments';

describe('evenly', () => {
  it('spreads steps from the first to the last', () => expect(evenly(100, 5)).toEqual([0, 25, 50, 75, 100]));
  it('has no step twice in a short run', () => expect(evenly(2, 101)).toEqual([0, 1, 2]));
});

describe('earlyOften', () => {
  it('is closer together in the beginning', () => expect(earlyOften(100, 6)).toEqual([0, 4, 16, 36, 64, 100]));
  it('has both ends and no step twice', () => {
    const steps = earlyOften(50, 60);
    expect([steps[0], steps.at(-1), new Set(steps).size]).toEqual([0, 50, steps.length]);
  });
});
