import { conditionalsAt, direction, marginalAngles, rotatedConditionals, rotatedMarginals } from './matching';

describe('direction', () => {
  it('is the cosine and the sine, exact at multiples of 90 degrees', () => {
    expect([0, 90, 180, 270, 360, -90].map((angle) => direction(angle))).toEqual([
      { cosine: 1, sine: 0 },
      { cosine: 0, sine: 1 },
      { cosine: -1, sine: 0 },
      { cosine: 0, sine: -1 },
      { cosine: 1, sine: 0 },
      { cosine: 0, sine: -1 },
    ]);
    expect(direction(60).cosine).toBeCloseTo(0.5, 15);
    expect(direction(60).sine).toBeCloseTo(Math.sqrt(3) / 2, 15);
  });
});

describe('the matchings of the paper', () => {
  it('has 12 angles for marginals, and 7 angles with 7 values each for conditionals', () => {
    expect(marginalAngles).toEqual([0, 15, 30, 45, 60, 75, 90, 105, 120, 135, 150, 165]);
    expect(rotatedMarginals.map(({ angle }) => angle)).toEqual(marginalAngles);
    const all = rotatedConditionals(0.1);
    expect(all).toHaveLength(49);
    expect(new Set(all.map(({ name }) => name)).size).toBe(49);
    expect([...new Set(all.map(({ angle }) => angle))]).toEqual([0, 15, 30, 45, 60, 75, 90]);
  });

  it.each([0, 30, 45, 90])('spreads y2 over the largest projection of the corners at %d degrees', (angle) => {
    const sd = Math.sqrt(0.1);
    const [c, s] = [Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180)];
    const corners = [-1, 1].flatMap((a) => [-1, 1].map((b) => -s * a * (1 + 3 * sd) + c * b * 3 * sd));
    const given = conditionalsAt(angle, 0.1).map((matching) => matching.given ?? NaN);
    expect(given[6]).toBeCloseTo(Math.max(...corners), 12);
    expect(given[3]).toBe(0);
    given.forEach((value, i) => expect(value).toBeCloseTo((given[6] * (i - 3)) / 3, 12));
  });
});
