import { fold, key } from '@bcl/random';
import { contextOf, drain } from '../fixtures/contexts';
import { covarianceTypes, drawRows, randomMixture, withGaps } from '../fixtures/random-cases';
import { mixtureOf, orThrow } from '../index';
import { toComponents } from '../mixture/mixture';
import { emSteps, refine } from './refine';

const truth = orThrow(
  mixtureOf({
    means: [
      [-6, 0],
      [0, 6],
      [6, 0],
      [0, -6],
    ],
    covariances: [0.3, 0.3, 0.3, 0.3],
    covarianceType: 'spherical',
  }),
);
const rows = drawRows(truth, key(1), 240);
const gappy = withGaps(rows, key(2), 0.15);
const options = {
  tolerance: 1e-5,
  relocations: 10,
  tries: 6,
  firstSteps: 10,
  moreSteps: 20,
  near: 0.03,
  leastGain: 1e-4,
  owned: 0.02,
  directions: 2,
  steps: 8,
  stretch: 0.8,
};

/** Two components on the first cluster, one between the second and the third: an optimum of plain EM that is not the best. */
const stuck = orThrow(
  mixtureOf({
    means: [
      [-6, 0.2],
      [-6, -0.2],
      [3, 3],
      [0, -6],
    ],
    covariances: [0.3, 0.3, 9, 0.3],
    covarianceType: 'spherical',
  }),
);

describe('emSteps', () => {
  it('takes steps that never lower the likelihood until it rests', () => {
    const { steps, result } = drain(
      emSteps(contextOf(rows, 4), toComponents(randomMixture(key(3), 'full', 4, 2)), 'em', 200, 1e-6),
    );
    steps
      .slice(1)
      .forEach(({ logLikelihood }, i) => expect(logLikelihood).toBeGreaterThanOrEqual(steps[i].logLikelihood - 1e-10));
    expect(result.converged).toBe(true);
    expect(result.logLikelihood).toBe(steps[steps.length - 1].logLikelihood);
  });

  it('stops at its limit and says so', () => {
    const { steps, result } = drain(
      emSteps(contextOf(rows, 4), toComponents(randomMixture(key(3), 'full', 4, 2)), 'try', 3, 0),
    );
    expect(steps.map(({ phase }) => phase)).toEqual(['try', 'try', 'try']);
    expect(result.converged).toBe(false);
  });
});

describe('refine', () => {
  it.each([
    ['complete rows', rows],
    ['rows with gaps', gappy],
  ])('gets out where plain EM stays: a twin goes to the overloaded component, %s', (_name, table) => {
    for (const covarianceType of covarianceTypes) {
      if (covarianceType === 'tied') continue;
      const context = contextOf(table, 4, { covarianceType, start: stuck });
      const from =
        covarianceType === 'full'
          ? { ...toComponents(stuck), shape: 'full' as const, covariances: toFull() }
          : toComponents(stuck);
      const plainly = drain(emSteps(context, from, 'em', 300, 1e-7)).result;
      const { result } = drain(refine(key(4), context, from, options));
      expect(result.logLikelihood).toBeGreaterThan(plainly.logLikelihood + 0.3);
      const top = drain(
        emSteps(context, covarianceType === 'full' ? fullTruth() : toComponents(truth), 'em', 300, 1e-7),
      ).result;
      expect(result.logLikelihood).toBeGreaterThan(top.logLikelihood - 1e-3);
    }
  });

  it('never ends below plain EM, whatever the start', () => {
    for (let seed = 0; seed < 6; seed++) {
      const context = contextOf(rows, 4);
      const from = toComponents(randomMixture(fold(key(5), seed), 'full', 4, 2, 5));
      const plainly = drain(emSteps(context, from, 'em', 200, options.tolerance)).result;
      const { result } = drain(refine(key(6), context, from, options));
      expect(result.logLikelihood).toBeGreaterThanOrEqual(plainly.logLikelihood);
    }
  });

  it('without relocations, or with one component, is plain EM', () => {
    const context = contextOf(rows, 4);
    const from = toComponents(randomMixture(key(7), 'full', 4, 2, 5));
    const plainly = drain(emSteps(context, from, 'em', 200, options.tolerance));
    expect(drain(refine(key(6), context, from, { ...options, relocations: 0 }))).toEqual(plainly);
    const one = toComponents(randomMixture(key(7), 'full', 1, 2));
    expect(drain(refine(key(6), contextOf(rows, 1), one, options)).steps.every(({ phase }) => phase === 'em')).toBe(
      true,
    );
  });

  it('follows its key', () => {
    const context = contextOf(rows, 4);
    const from = toComponents(randomMixture(key(7), 'full', 4, 2, 5));
    expect(drain(refine(key(8), context, from, options))).toEqual(drain(refine(key(8), context, from, options)));
  });
});

const spread = (variances: number[]): Float64Array => Float64Array.from(variances.flatMap((v) => [v, 0, 0, v]));
const toFull = (): Float64Array => spread([0.3, 0.3, 9, 0.3]);
const fullTruth = () => ({ ...toComponents(truth), shape: 'full' as const, covariances: spread([0.3, 0.3, 0.3, 0.3]) });
