import { key } from '@bcl/random';
import { logDensityOf, plain } from '../fixtures/brute-force';
import { covarianceTypes, drawRows, randomMixture, withGaps } from '../fixtures/random-cases';
import { mixtureOf, observe, orThrow, type CovarianceType, type Mixture } from '../index';
import { fromComponents, toComponents } from '../mixture/mixture';
import { proposeRelocations, relocate } from './propose';

const options = { owned: 0.02, directions: 2, steps: 8, stretch: 0.8 };
const regularisation = { floor: 1e-6, ridge: 0 };
const truth = orThrow(
  mixtureOf({
    means: [
      [-6, 0],
      [0, 6],
      [6, 0],
    ],
    covariances: [0.3, 0.3, 0.3],
    covarianceType: 'spherical',
  }),
);
const rows = drawRows(truth, key(1), 300);

/** Components 0 and 1 are twins on the first cluster; component 2 covers the other two alone. */
function overloaded(covarianceType: CovarianceType): Mixture {
  const wide = [
    [10, -9],
    [-9, 10],
  ];
  const narrow = [
    [0.3, 0],
    [0, 0.3],
  ];
  const covariances = {
    full: [narrow, narrow, wide],
    tied: [
      [3, -2],
      [-2, 3],
    ],
    diagonal: [
      [0.3, 0.3],
      [0.3, 0.3],
      [9, 9],
    ],
    spherical: [0.3, 0.3, 9],
  };
  return orThrow(
    mixtureOf({
      covarianceType,
      weights: [1, 1, 4],
      means: [
        [-6, 0.1],
        [-6, -0.1],
        [3, 3],
      ],
      covariances: covariances[covarianceType],
    }),
  );
}

describe.each(covarianceTypes)('proposals for a %s mixture', (type) => {
  it.each([
    ['complete rows', rows],
    ['rows with gaps', withGaps(rows, key(2), 0.15)],
  ])('begin with a twin taken away and the overloaded component split: %s', (_name, table) => {
    const model = toComponents(overloaded(type));
    const [best] = proposeRelocations(key(3), model, type, regularisation, orThrow(observe(table)), options);
    expect([0, 1]).toContain(best.from);
    expect(best.to).toBe(2);
    expect(best.expected).toBeGreaterThan(0);
  });
});

describe('proposeRelocations', () => {
  const model = toComponents(overloaded('full'));
  const data = orThrow(observe(rows));

  it('holds every pair of components once, the most promising first', () => {
    const moves = proposeRelocations(key(3), model, 'full', regularisation, data, options);
    const pairs = moves.map(({ from, to }) => `${from}>${to}`);
    expect(new Set(pairs).size).toBe(pairs.length);
    expect(moves.every(({ from, to }) => from !== to)).toBe(true);
    moves.slice(1).forEach(({ expected }, i) => expect(expected).toBeLessThanOrEqual(moves[i].expected));
  });

  it('expects of a removal what leaving the component out costs', () => {
    const moves = proposeRelocations(key(3), model, 'full', regularisation, data, options);
    const { weights, means, covariances } = plain(overloaded('full'));
    const without = (k: number): number => {
      const rest = weights.map((w, j) => (j === k ? 0 : w / (1 - weights[k])));
      const whole = { weights, means, covariances };
      return (
        rows.reduce((sum, row) => sum + logDensityOf({ ...whole, weights: rest }, row) - logDensityOf(whole, row), 0) /
        300
      );
    };
    const [a, b] = [0, 1].map((from) => moves.find((move) => move.from === from && move.to === 2)?.expected ?? NaN);
    expect(a - b).toBeCloseTo(without(0) - without(1), 9);
  });

  it('has nothing to say about components that own hardly a row', () => {
    const few = orThrow(observe(rows.slice(0, 2)));
    expect(proposeRelocations(key(3), model, 'full', regularisation, few, options)).toEqual([]);
  });

  it('follows its key and changes nothing', () => {
    const before = structuredClone(model);
    const moves = () => proposeRelocations(key(3), model, 'full', regularisation, data, options);
    expect(moves()).toEqual(moves());
    expect(model).toEqual(before);
  });
});

describe('relocate', () => {
  it('puts the halves in the two places, leaves the rest, and keeps weights that sum to one', () => {
    const mixture = randomMixture(key(4), 'full', 4, 2);
    const model = toComponents(mixture);
    const halves = toComponents(randomMixture(key(5), 'full', 2, 2));
    const moved = relocate(model, { from: 1, to: 3, split: { halves, gain: 1 }, expected: 1 });
    expect(moved.means.slice(6, 8)).toEqual(halves.means.slice(0, 2));
    expect(moved.means.slice(2, 4)).toEqual(halves.means.slice(2, 4));
    expect(moved.covariances.slice(12, 16)).toEqual(halves.covariances.slice(0, 4));
    expect(moved.covariances.slice(4, 8)).toEqual(halves.covariances.slice(4, 8));
    for (const k of [0, 2]) expect(moved.means.slice(2 * k, 2 * k + 2)).toEqual(model.means.slice(2 * k, 2 * k + 2));
    expect(moved.weights.reduce((sum, w) => sum + w, 0)).toBeCloseTo(1, 14);
    // What the removed one had is shared out among all; the ratio of the untouched ones stays.
    expect(moved.weights[0] / moved.weights[2]).toBeCloseTo(model.weights[0] / model.weights[2], 12);
    expect(moved.weights[3] / moved.weights[1]).toBeCloseTo(halves.weights[0] / halves.weights[1], 12);
    expect(fromComponents(moved, 'full').components).toBe(4);
  });
});
