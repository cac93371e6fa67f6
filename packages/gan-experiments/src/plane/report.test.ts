import type { Summary } from '@bcl/lab';
import { planeResult } from './report';

const summary = (worst: Readonly<Record<string, number[]>>): Summary => ({
  schema: 1,
  app: 'gan-2d',
  seeds: [0, 1],
  methods: Object.entries(worst).map(([name, values]) => ({
    name,
    metrics: { 'grid25/worst times floor': values, 'grid25/modes': [25, 24] },
    seconds: [1, 1],
  })),
});

describe('what came out', () => {
  it('counts the seeds that reach the aim, with every figure, and leaves exact samples out', () => {
    expect(planeResult(summary({ naive: [1.5, 2.5], exact: [1, 1] }), ['grid25'])).toBe(
      'On grid25, naive is within 2 times the noise floor on all five matchings for 1 of 2 seeds (worst: 1.50, 2.50), ' +
        'with 25, 24 modes.',
    );
  });

  it.each([
    [
      [1, 1.2],
      'Communication lowers the mean of the worst distance at equal steps (1.10 against 2.00 times the floor).',
    ],
    [[3, 3], 'Communication does not lower the mean of the worst distance at equal steps (3.00 against 2.00'],
  ])('judges communication by the means: %j', (communication, sentence) => {
    expect(planeResult(summary({ naive: [1.5, 2.5], communication }), ['grid25'])).toContain(sentence);
  });
});
