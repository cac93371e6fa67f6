import { key } from '@bcl/random';
import { reverseKL } from './divergence';
import { descender } from './descents';
import { direction, rotatedMarginals } from './matching';
import { exactGradient } from './descent-gradient';
import { refine, type Minimum } from './minima';

/** What holding one angle does to a descent that sits at a spurious minimum of the sum. */
export interface HoldTime {
  /** Degrees. */
  readonly angle: number;
  /** Length of the gradient of that angle's divergence there, nats per unit of mean. */
  readonly pull: number;
  /**
   * How long the angle must be held (steps times rate, over σ²) until the sum's own descent would lead on to the optimum;
   * Infinity where no time is long enough.
   */
  readonly time: number;
}

/**
 * How long each angle from 0 to 90 degrees must be held to carry a descent from `minimum`, a spurious minimum of the sum,
 * over the edge of its basin: found by bisection, to 1 percent, with steps of 0.02 σ². A run that alternates can escape in
 * one matching when hold x rate is above the smallest of these times.
 */
export function holdTimes(minimum: Pick<Minimum, 'mu1' | 'mu2'>, variance: number): HoldTime[] {
  const longest = 400;
  const fine = 0.02;
  const bySum = descender({ loss: 'sum', hold: 1, rate: variance }, { variance, steps: 2000 });
  const gradient = exactGradient(variance);
  return rotatedMarginals
    .filter(({ angle }) => angle <= 90)
    .map(({ angle }) => {
      const { cosine } = direction(angle);
      const slope = new Float64Array(2);
      gradient(cosine, minimum.mu1, minimum.mu2, slope);
      const path: number[] = [minimum.mu1, minimum.mu2];
      const step = new Float64Array(2);
      for (let i = 0; i < longest / fine; i++) {
        const [mu1, mu2] = [path[2 * i], path[2 * i + 1]];
        gradient(cosine, mu1, mu2, step);
        if (Math.hypot(step[0], step[1]) < 1e-9) break;
        path.push(mu1 - fine * variance * step[0], mu2 - fine * variance * step[1]);
      }
      const escapes = (i: number): boolean => bySum(key(0), path[2 * i], path[2 * i + 1]).escaped;
      let high = path.length / 2 - 1;
      let low = 0;
      const pull = Math.hypot(slope[0], slope[1]);
      if (!escapes(high)) return { angle, pull, time: Infinity };
      while (high - low > Math.max(1, 0.01 * high)) {
        const middle = Math.floor((low + high) / 2);
        if (escapes(middle)) high = middle;
        else low = middle;
      }
      return { angle, pull, time: high * fine };
    });
}

/**
 * The angle in degrees, to 0.01, from which on a rotated marginal has no spurious minimum left near `minimum`; 0 when the
 * joint divergence has none, 90 when it stays at every angle.
 */
export function vanishingAngle(minimum: Pick<Minimum, 'mu1' | 'mu2'>, variance: number): number {
  const stays = (angle: number): boolean =>
    refine(reverseKL({ name: '', angle }, variance), minimum.mu1, minimum.mu2).kind === 'spurious';
  let [low, high] = [0, 90];
  if (!stays(0)) return 0;
  while (high - low > 0.01) {
    const middle = (low + high) / 2;
    if (stays(middle)) low = middle;
    else high = middle;
  }
  return high;
}
