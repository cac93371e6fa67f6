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
function summaryOf(
  annealed: readonly [forward: number, reverse: number],
  { alpha1 = [0.5, 0.4] }: { readonly alpha1?: readonly [number, number] } = {},
): Summary {
  const method = (name: string, [forward, reverse]: readonly [number, number]) => ({
    name,
    metrics: { 'wide/forwardKL': [forward - 0.1, forward + 0.1], 'wide/reverseKL': [reverse, reverse] },
    seconds: [1, 1],
  });
  const methods = [method('alpha1', alpha1), method('alpha0', [9, 0.2]), method('annealed', annealed)];
  return { schema: 1, app: 'alpha-bridge', seeds: [0, 1], methods };
}

describe('alphaBridgeResult', () => {
  it('says what the ends of the path do, and whether the path gets both', () => {
    expect(alphaBridgeResult(summaryOf([0.51, 0.21]), ['wide'])).toBe(
      'From the wide start α = 1 covers better than α = 0 (forward KL 0.500 against 9.000), α = 0 is sharper than α = 1 ' +
        '(reverse KL 0.200 against 0.400), and annealing gets both (forward KL 0.510, reverse KL 0.210). ' +
        'Means over seeds; up to 0.02 nats count as equal.',
    );
  });

  it.each([
    [[0.4, 0.3], 'annealing covers as well as α = 1 but is less sharp than α = 0 ('],
    [[0.6, 0.1], 'annealing is as sharp as α = 0 but covers less than α = 1 ('],
    [[0.53, 0.23], 'annealing gets neither ('],
  ] as const)('judges means %j: %s', (annealed, verdict) => {
    expect(alphaBridgeResult(summaryOf(annealed), ['wide'])).toContain(verdict);
  });

  it('does not assume that the ends do what is said of them', () => {
    const text = alphaBridgeResult(summaryOf([0.5, 0.2], { alpha1: [9, 0.1] }), ['wide']);
    expect(text).toContain('α = 1 does not cover better than α = 0 (forward KL 9.000 against 9.000)');
    expect(text).toContain('α = 0 is not sharper than α = 1 (reverse KL 0.200 against 0.100)');
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
