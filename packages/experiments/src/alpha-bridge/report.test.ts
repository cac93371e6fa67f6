import type { Summary } from '@bcl/lab';
import { alphaBridgeResult, alphaBridgeSections } from './report';
import type { AlphaBridgeSettings } from './recipes';

const settings: AlphaBridgeSettings = {
  iterations: 100,
  samples: 50,
  rate: 0.02,
  rateEnd: 0.001,
  alphaFrom: 1,
  alphaTo: 0,
  annealUntil: 0.8,
  alphaShape: 'linear',
  spread: 0,
  matchings: 'joint',
};

/** Two seeds of one start whose means are the values given. */
function summaryOf(annealed: readonly [forward: number, reverse: number]): Summary {
  const method = (name: string, [forward, reverse]: readonly [number, number]) => ({
    name,
    metrics: { 'wide/forwardKL': [forward - 0.1, forward + 0.1], 'wide/reverseKL': [reverse, reverse] },
    seconds: [1, 1],
  });
  const methods = [method('alpha1', [0.5, 0.4]), method('alpha0', [9, 0.2]), method('annealed', annealed)];
  return { schema: 1, app: 'alpha-bridge', seeds: [0, 1], methods };
}

describe('alphaBridgeResult', () => {
  it.each([
    [[0.51, 0.21], 'annealing gets both'],
    [[0.4, 0.3], 'annealing covers as α = 1 does, but is not as sharp as α = 0'],
    [[0.6, 0.1], 'annealing is as sharp as α = 0, but does not cover as α = 1 does'],
    [[0.53, 0.23], 'annealing gets neither'],
  ] as const)('judges means %j: %s', (annealed, verdict) => {
    const [forward, reverse] = annealed.map((value) => value.toFixed(3));
    expect(alphaBridgeResult(summaryOf(annealed), ['wide'])).toBe(
      `From the wide start ${verdict}: forward KL ${forward} against 0.500 with α = 1, reverse KL ${reverse} against 0.200 ` +
        'with α = 0 (means over seeds, equal within 0.02).',
    );
  });
});

describe('alphaBridgeSections', () => {
  const textOf = (more: Partial<AlphaBridgeSettings> = {}) =>
    alphaBridgeSections(new Map([['wide', { curves: ['c'], contours: 'm' }]]), { ...settings, ...more })[0].text;

  it('says what every method shares, and what was asked for beside it', () => {
    expect(textOf()).toContain('100 matchings (joint), one step of Adam each, 50 samples a step');
    expect(textOf()).toContain('from 1 to 0 (linear) in the first 80 % of the run');
    expect(textOf()).not.toContain('noise');
    expect(textOf()).not.toContain('clipped');
    expect(textOf({ clip: 5, spread: 2 })).toMatch(/clipped to ±5 .* fades from 2 to 0/);
    expect(textOf({ matchings: 'rotated' })).toContain('rotated marginals');
  });

  it('explains the start that was asked for alone', () => {
    expect(textOf()).toContain('means drawn evenly');
    expect(textOf()).not.toContain('0.1 N(0, I)');
  });
});
