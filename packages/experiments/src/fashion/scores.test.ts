import { clusterScores, summariseIterates } from './scores';

const one = (logLikelihood: number | null, accuracy: number) => ({
  passes: 5,
  logLikelihood,
  accuracy,
  nmi: accuracy / 2,
});

describe('scores', () => {
  it('of a renamed partition are perfect', () => {
    expect(clusterScores(Int32Array.of(0, 0, 1, 2), Int32Array.of(2, 2, 0, 1))).toEqual({ accuracy: 1, nmi: 1 });
  });

  it('are those of the last iterate, of the likeliest, and the maximum, whichever iterate they stand at', () => {
    expect(summariseIterates([one(3, 0.5), one(7, 0.4), one(5, 0.3)])).toEqual({
      accuracyLast: 0.3,
      nmiLast: 0.15,
      accuracyLikeliest: 0.4,
      nmiLikeliest: 0.2,
      accuracyMaximum: 0.5,
      nmiMaximum: 0.25,
      logLikelihood: 7,
    });
  });

  it('of a method without a density are those of its last iterate', () => {
    expect(summariseIterates([one(null, 0.6)])).toMatchObject({ accuracyLikeliest: 0.6, logLikelihood: Infinity });
  });
});
