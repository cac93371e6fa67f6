import { bigLearnPresets } from '@bcl/em';
import { ablatedMethods, comparedMethods } from './methods';

describe('comparedMethods', () => {
  const methods = comparedMethods({ bigLearn: bigLearnPresets.gmm25(25), emIterations: 7 });

  it('has the four names under which results are stored', () => {
    expect(Object.keys(methods)).toEqual(['jointEM', 'kmeansEM', 'bigLearnEM', 'bcl']);
  });

  it('starts all but the careful user of EM at N(0, I), once', () => {
    const starts = Object.entries(methods).map(([name, { start, restarts }]) => [name, start, restarts]);
    expect(starts).toEqual([
      ['jointEM', 'normal', 1],
      ['kmeansEM', 'kmeans', 10],
      ['bigLearnEM', 'normal', 1],
      ['bcl', 'normal', 1],
    ]);
  });
});

describe('ablatedMethods', () => {
  it('has the whole default first, and every variant from the same start', () => {
    const methods = ablatedMethods();
    expect(Object.keys(methods)[0]).toBe('bcl');
    expect(Object.keys(methods).length).toBeGreaterThan(1);
    for (const { start, restarts } of Object.values(methods)) expect([start, restarts]).toEqual(['normal', 1]);
  });
});
