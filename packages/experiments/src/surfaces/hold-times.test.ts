import { key } from '@bcl/random';
import { exactGradient } from './descent-gradient';
import { descender } from './descents';
import { holdTimes, vanishingAngle } from './hold-times';
import { direction } from './matching';

const variance = 0.1;
/** A spurious minimum of the sum over the 12 angles at σ² = 0.1. */
const minimum = { mu1: -0.8008, mu2: -1.0999 };

describe('holdTimes', () => {
  const times = holdTimes(minimum, variance);
  const of = (angle: number) => times.find((time) => time.angle === angle)?.time ?? NaN;

  it('finds no time long enough at the angles that have a spurious minimum themselves, or no gradient', () => {
    expect(times.map(({ angle }) => angle)).toEqual([0, 15, 30, 45, 60, 75, 90]);
    expect([of(0), of(15), of(30), of(90)]).toEqual([Infinity, Infinity, Infinity, Infinity]);
  });

  it.each([60, 75])('is the shortest hold after which the sum leads on to the optimum, at %d degrees', (angle) => {
    const after = (time: number): boolean => {
      const gradient = exactGradient(variance);
      const [step, at] = [new Float64Array(2), Float64Array.of(minimum.mu1, minimum.mu2)];
      for (let i = 0; i < Math.round(time / 0.02); i++) {
        gradient(direction(angle).cosine, at[0], at[1], step);
        at[0] -= 0.02 * variance * step[0];
        at[1] -= 0.02 * variance * step[1];
      }
      const sum = descender({ loss: 'sum', hold: 1, rate: 0.1 }, { variance, steps: 2000 });
      return sum(key(0), at[0], at[1]).escaped;
    };
    expect(after(1.05 * of(angle))).toBe(true);
    expect(after(0.95 * of(angle))).toBe(false);
  });

  it('reports how strongly each angle pulls there; the pulls cancel in the sum', () => {
    expect(times.find(({ angle }) => angle === 90)?.pull).toBe(0);
    const gradient = exactGradient(variance);
    const [part, total] = [new Float64Array(2), new Float64Array(2)];
    for (const { angle, pull } of times) {
      gradient(direction(angle).cosine, minimum.mu1, minimum.mu2, part);
      expect(Math.hypot(part[0], part[1])).toBeCloseTo(pull, 10);
      total[0] += (angle % 90 === 0 ? 1 : 2) * part[0];
      total[1] += (angle % 90 === 0 ? 1 : 2) * part[1];
    }
    expect(Math.hypot(total[0], total[1])).toBeLessThan(0.02);
  });
});

describe('vanishingAngle', () => {
  it('lies between 30 degrees, which has a spurious minimum, and 45, which has none', () => {
    const angle = vanishingAngle(minimum, variance);
    expect(angle).toBeGreaterThan(30);
    expect(angle).toBeLessThan(45);
  });

  it('comes later for narrower components', () => {
    expect(vanishingAngle(minimum, 0.05)).toBeGreaterThan(vanishingAngle(minimum, variance));
    expect(vanishingAngle({ mu1: -0.98, mu2: -1.01 }, 0.02)).toBeGreaterThan(60);
  });
});
