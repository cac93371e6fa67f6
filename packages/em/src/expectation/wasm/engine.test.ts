import { fold, key } from '@bcl/random';
import fc from 'fast-check';
import { cases, covarianceTypes, drawRows, largestDifference, randomMixture } from '../../fixtures/random-cases';
import { observe, orThrow } from '../../index';
import { jointView } from '../../learner/matching-step';
import { toComponents, type Mixture } from '../../mixture/mixture';
import { defaultEngine, expectation } from '../expectation';
import type { Engine } from '../kernel';
import { typescriptEngine } from '../typescript/engine';
import { wasmEngine } from './engine';

const wasm: Engine = wasmEngine ?? { ...typescriptEngine, name: 'missing' };

/** The largest difference between the engines over all statistics and row results, relative to the largest of each kind. */
function disagreement(mixture: Mixture, rows: number[][], weights?: number[]): number {
  const view = jointView(orThrow(observe(rows, weights, { emptyColumns: true })));
  const of = (engine: Engine) => {
    const keep = {
      logDensities: new Float64Array(rows.length),
      responsibilities: new Float64Array(rows.length * mixture.components),
      logJoints: new Float64Array(rows.length * mixture.components),
    };
    const { mass, first, second, logLikelihood } = expectation(toComponents(mixture), view, keep, engine);
    return { mass, first, second, logLikelihood: Float64Array.of(logLikelihood), ...keep };
  };
  const [a, b] = [of(typescriptEngine), of(wasm)];
  const size = (values: Float64Array) => values.reduce((most, value) => Math.max(most, Math.abs(value)), 1e-3);
  return Math.max(
    ...(Object.keys(a) as (keyof typeof a)[]).map((name) => largestDifference(a[name], b[name]) / size(a[name])),
  );
}

describe('the WebAssembly engine', () => {
  it('is what runs here', () => {
    expect(wasm.name).toBe('wasm');
    expect(defaultEngine).toBe(wasmEngine);
  });

  it('agrees with the TypeScript engine to 1e-12, for every covariance type, with gaps and row weights', () => {
    fc.assert(
      fc.property(cases({ gaps: 0.3, rows: 90 }), fc.boolean(), ({ start, rows }, weighted) => {
        const weights = weighted ? rows.map((_, n) => (n % 4) / 2) : undefined;
        expect(disagreement(start, rows, weights)).toBeLessThan(1e-12);
      }),
      { numRuns: 40 },
    );
  });

  it.each(covarianceTypes)(
    'agrees on %s covariances for widths and row counts on either side of every tile',
    (type) => {
      for (const width of [1, 2, 3, 4, 5, 8, 9, 33])
        for (const count of [1, 2, 7, 8, 63, 64, 65, 130]) {
          const start = randomMixture(fold(key(type), width), type, 3, width);
          expect(disagreement(start, drawRows(start, key(count), count))).toBeLessThan(1e-12);
        }
    },
  );

  it('agrees where whitenings take several pieces, and where collected rows fill their store to the brim or by one', () => {
    for (const [width, count] of [
      [100, 40],
      [130, 57],
      [258, 20],
      [7, 64],
      [7, 65],
      [7, 129],
    ]) {
      const start = randomMixture(key(width), 'full', 1 + (count % 2), width);
      expect(disagreement(start, drawRows(start, key(count), count))).toBeLessThan(1e-12);
    }
  });

  it('agrees to the last digits of each component, also of one that is nearly dead', () => {
    const start = randomMixture(key('dying'), 'full', 3, 3);
    const rows = drawRows({ ...start, weights: Float64Array.of(0.5, 0, 0.5) }, key('dying rows'), 300);
    const view = jointView(orThrow(observe(rows)));
    const model = toComponents({ ...start, weights: Float64Array.of(0.5, 1e-30, 0.5) });
    const [a, b] = [typescriptEngine, wasm].map((engine) => expectation(model, view, {}, engine));
    expect(a.mass[1]).toBeLessThan(1e-25);
    for (const name of ['first', 'second'] as const) {
      const [x, y] = [a, b].map((of) => of[name].subarray(of[name].length / 3, (2 * of[name].length) / 3));
      expect(largestDifference(x, y) / a.mass[1]).toBeLessThan(1e-12);
    }
    expect(b.mass[1] / a.mass[1]).toBeCloseTo(1, 12);
  });

  it('agrees far from every component, where all but one responsibility vanish, and for a component without weight', () => {
    const start = randomMixture(key('far'), 'full', 3, 4);
    const rows = drawRows(start, key('far rows'), 70).map((row, n) =>
      row.map((value) => value * (n % 5 === 0 ? 40 : 1)),
    );
    expect(disagreement(start, rows)).toBeLessThan(1e-12);
    expect(disagreement({ ...start, weights: Float64Array.of(0.25, 0, 0.75) }, rows)).toBeLessThan(1e-12);
  });

  it('says, as the TypeScript engine does, which row no component reaches', () => {
    const start = randomMixture(key('lost'), 'full', 2, 2);
    const view = jointView(orThrow(observe([[0, 0], [1e200, 0]]))); // prettier-ignore
    for (const engine of [typescriptEngine, wasm])
      expect(() => expectation(toComponents(start), view, {}, engine)).toThrow('row 1 lies too far');
  });

  it('keeps what an earlier pass gave when the next one takes over its memory', () => {
    const start = randomMixture(key('memory'), 'full', 3, 5);
    const view = jointView(orThrow(observe(drawRows(start, key('memory rows'), 100))));
    const before = expectation(toComponents(start), view, {}, wasm);
    const copy = structuredClone(before);
    const other = randomMixture(key('other'), 'full', 40, 30);
    expectation(toComponents(other), jointView(orThrow(observe(drawRows(other, key(1), 80)))), {}, wasm);
    expect(before).toEqual(copy);
    expect(expectation(toComponents(start), view, {}, wasm)).toEqual(copy);
  });
});
