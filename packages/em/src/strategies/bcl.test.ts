import { key } from '@bcl/random';
import { NumericalFailure } from '../expectation/components';
import { contextOf, drain } from '../fixtures/contexts';
import { covarianceTypes, drawRows, randomMixture, withGaps } from '../fixtures/random-cases';
import {
  bcl,
  fit,
  meanLogDensity,
  mixtureOf,
  orThrow,
  runOrThrow,
  sample,
  type Fitted,
  type FitOptions,
  type Table,
} from '../index';

const centres = [-4, 0, 4].flatMap((x) => [-4, 0, 4].map((y) => [x, y]));
const grid = orThrow(mixtureOf({ means: centres, covariances: centres.map(() => 0.25), covarianceType: 'spherical' }));
const { points } = sample(grid, key(1), 270);
const quick = bcl({ starts: 2, kicks: 1, matchings: 8, innerSteps: 3 });

const run = (table: Table, options: Partial<FitOptions> = {}): Promise<Fitted> =>
  runOrThrow(fit(table, { components: 9, start: 'normal', ...options }));

/** How many modes of the grid have a component within half a unit. */
const modesOf = ({ model }: Fitted): number =>
  centres.filter(([x, y]) =>
    Array.from(model.weights.keys()).some((k) => Math.hypot(model.means[2 * k] - x, model.means[2 * k + 1] - y) < 0.5),
  ).length;

describe('bcl on a grid of nine modes, from N(0, I)', () => {
  it.each([1, 3])(
    'finds all of them where plain EM does not, and EM started at the truth is no better: seed %i',
    async (seed) => {
      const [plainly, found] = [
        await run(points, { strategy: 'joint', seed }),
        await run(points, { strategy: 'bcl', seed }),
      ];
      const ideal = await run(points, { strategy: 'joint', start: fullGrid() });
      expect(modesOf(plainly)).toBeLessThan(9);
      expect(modesOf(found)).toBe(9);
      expect(found.logLikelihood).toBeGreaterThan(plainly.logLikelihood);
      expect(found.logLikelihood).toBeGreaterThan(ideal.logLikelihood - 1e-4);
    },
  );

  it('finds them with a tenth of the cells missing', async () => {
    const rows = Array.from({ length: 270 }, (_, n) => Array.from(points.data.subarray(2 * n, 2 * n + 2)));
    expect(modesOf(await run(withGaps(rows, key(2), 0.1), { strategy: quick }))).toBe(9);
  });
});

const fullGrid = () => orThrow(mixtureOf({ means: centres, covariances: centres.map(() => [0.25, 0, 0, 0.25]) }));

describe('bcl', () => {
  it.each(covarianceTypes)(
    'ends at least as high as plain EM from the same start where clusters have forty rows, %s, with and without gaps',
    async (covarianceType) => {
      const rows = drawRows(randomMixture(key(3), covarianceType, 3, 2, 3), key(4), 120);
      for (const table of [rows, withGaps(rows, key(5), 0.15)]) {
        const options = { components: 3, covarianceType };
        const plainly = await run(table, { ...options, strategy: 'joint' });
        const found = await run(table, { ...options, strategy: quick });
        expect(found.logLikelihood).toBeGreaterThanOrEqual(plainly.logLikelihood - 1e-4);
        expect(found.logLikelihood).toBeCloseTo(orThrow(meanLogDensity(found.model, table)), 9);
      }
    },
  );

  it('of one component is the normal distribution of the rows', async () => {
    const { model, converged } = await run([[1], [3], [5]], { components: 1, strategy: 'bcl' });
    expect(model.means[0]).toBeCloseTo(3, 10);
    expect(model.covariances[0]).toBeCloseTo(8 / 3, 8);
    expect(converged).toBe(true);
  });

  it('ends with plain EM that came to rest: the last steps are joint, rise, and gain less than 1e-7', () => {
    const rows = drawRows(randomMixture(key(6), 'full', 3, 2, 4), key(7), 90);
    const { steps, result } = drain(quick.fit(key(8), contextOf(rows, 3)));
    const polish = steps.filter(({ phase }) => phase === 'polish');
    expect(steps.slice(-polish.length)).toEqual(polish);
    expect(polish.every(({ matched }) => matched === 2)).toBe(true);
    polish
      .slice(1)
      .forEach(({ logLikelihood }, i) => expect(logLikelihood).toBeGreaterThanOrEqual(polish[i].logLikelihood - 1e-10));
    expect(polish[polish.length - 1].logLikelihood - polish[polish.length - 2].logLikelihood).toBeLessThan(1e-7);
    expect(result.converged).toBe(true);
    expect(result.model).toBe(polish[polish.length - 1].model);
  });

  it('polishes the best of all it has seen', () => {
    const rows = drawRows(randomMixture(key(6), 'full', 4, 2, 3), key(9), 70);
    const { steps } = drain(bcl({ starts: 2, kicks: 1, matchings: 6 }).fit(key(10), contextOf(rows, 4)));
    const joint = steps.filter(({ phase, matched }) => phase !== 'explore' && matched === 2);
    const top = Math.max(...joint.map(({ logLikelihood }) => logLikelihood));
    expect(steps[steps.length - 1].logLikelihood).toBeGreaterThanOrEqual(top - 1e-9);
  });

  it('stops early when two starts agree, and looks on when it may not', () => {
    const rows = drawRows(randomMixture(key(11), 'full', 2, 2, 8), key(12), 80);
    const explored = (options: Parameters<typeof bcl>[0]): number =>
      drain(bcl(options).fit(key(13), contextOf(rows, 2))).steps.filter(({ phase }) => phase === 'explore').length;
    // Two far clusters: the first two starts agree, so the third and the kicks are not needed.
    expect(explored({ starts: 5, matchings: 6 })).toBe(12);
    expect(explored({ starts: 1, matchings: 6, kicks: 2, kickMatchings: 4 })).toBe(6 + 2 * 4);
    expect(explored({ starts: 1, matchings: 6, kicks: 0 })).toBe(6);
  });

  it('begins nothing new beyond its budget', () => {
    const rows = drawRows(randomMixture(key(14), 'full', 5, 2, 2), key(15), 100);
    const { steps } = drain(bcl({ budget: 1, starts: 9, matchings: 3 }).fit(key(16), contextOf(rows, 5)));
    expect(steps.filter(({ phase }) => phase === 'explore')).toHaveLength(3);
  });

  it('follows its key', () => {
    const rows = drawRows(randomMixture(key(17), 'full', 3, 2, 2), key(18), 60);
    const end = (seed: number) => drain(quick.fit(key(seed), contextOf(rows, 3)));
    expect(end(1)).toEqual(end(1));
    expect(end(1).steps[0]).not.toEqual(end(2).steps[0]);
  });
});

describe('what a search has found is not lost', () => {
  const wide = { data: points, components: 9 };

  it('when a later climb leaves the mathematics', () => {
    const context = contextOf(wide.data, 9);
    const { learner } = context;
    let starts = 0;
    const init: typeof learner.init = (own, data) => {
      if (++starts === 2) throw new NumericalFailure('the second start fails', 'nothing');
      return learner.init(own, data);
    };
    const strategy = bcl({ starts: 2, kickMatchings: 0, matchings: 4, innerSteps: 2, relocations: 0 });
    const whole = bcl({ starts: 1, kickMatchings: 0, matchings: 4, innerSteps: 2, relocations: 0 });
    const kept = drain(strategy.fit(key(3), { ...context, learner: { ...learner, init } })).result;
    expect(starts).toBe(2);
    expect(kept.model.means).toEqual(drain(whole.fit(key(3), context)).result.model.means);
  });

  it('but when every start fails, the failure is what comes out', () => {
    const context = contextOf(wide.data, 9);
    const init = (): never => {
      throw new NumericalFailure('no start', 'nothing');
    };
    const steps = bcl({ starts: 2 }).fit(key(3), { ...context, learner: { ...context.learner, init } });
    expect(() => drain(steps)).toThrow('no start');
  });

  it('when it is cancelled during a kick: steps carry the best model so far', () => {
    const { steps } = drain(quick.fit(key(4), contextOf(wide.data, 9)));
    const kicked = steps.filter(({ best }) => best !== undefined);
    expect(kicked.length).toBeGreaterThan(0);
    expect(steps[0].best).toBeUndefined();
    expect(kicked.some(({ best, model }) => best !== model)).toBe(true);
  });
});
