import { mixtureOf, orThrow, type Progress } from '@bcl/em';
import { tailAverage } from './tail-average';

const mixture = orThrow(mixtureOf({ means: [[0]], covariances: [1], covarianceType: 'spherical' }));
const step = (iteration: number): Progress => ({
  restart: 0,
  phase: 'match',
  iteration,
  logLikelihood: 0,
  matched: 1,
  passes: 5 * iteration,
  mixture: () => mixture,
});

describe('tailAverage', () => {
  it('is the mean of the last ten evaluations, 20 iterations apart, the last model included', () => {
    const asked: number[] = [];
    let now = 0;
    const { onProgress, mean } = tailAverage(1000, () => {
      asked.push(now);
      return { score: now };
    });
    for (now = 1; now <= 1000; now++) onProgress(step(now));
    expect(asked).toEqual([820, 840, 860, 880, 900, 920, 940, 960, 980, 1000]);
    expect(mean()).toEqual({ score: 910 });
  });

  it('makes do with fewer iterations', () => {
    let now = 0;
    const { onProgress, mean } = tailAverage(30, () => ({ a: now, b: -now }));
    for (now = 1; now <= 30; now++) onProgress(step(now));
    expect(mean()).toEqual({ a: 20, b: -20 });
  });
});
