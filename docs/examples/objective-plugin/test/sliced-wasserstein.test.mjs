import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { fromRows, matrix } from '@bcl/linalg';
import { arrays, mean, weightedSum } from '@bcl/objectives';
import { checkObjective } from '@bcl/objectives/testing';
import { fold, key, normal } from '@bcl/random';
import slicedWasserstein from 'sliced-wasserstein-objective';

const points = (name, rows, columns) => matrix(rows, columns, normal(key(name), rows * columns));
const moved = ({ rows, columns, data }, by) =>
  matrix(
    rows,
    columns,
    data.map((value, i) => value + by[i % columns]),
  );
const line = (...numbers) => fromRows(numbers.map((number) => [number]));

describe('slicedWasserstein', () => {
  it('conforms to the contract', () => {
    const parameters = [{}, { order: 1 }, { directions: 1 }, { directions: 200, order: 2 }];
    assert.deepEqual(checkObjective(slicedWasserstein, { parameters }), []);
  });

  it('is the Wasserstein distance on the line, whatever the numbers of points', () => {
    const distance = (order, model, data) => slicedWasserstein({ order }).compare(model, data, key(1)).value;
    const trials = [
      [2, line(0, 1, 3), line(8, 5, 6), 25],
      [1, line(0, 1, 3), line(8, 5, 6), 5],
      [2, line(0), line(1, 3), 5],
      [1, line(0, 1), line(1, 0, 0, 1), 0],
      // Halves against thirds: from 1/3 to 1/2 it is 3 from 0, from 1/2 to 2/3 it is 3 from 6.
      [1, line(0, 6), line(0, 3, 6), 1],
    ];
    for (const [order, model, data, expected] of trials) {
      const found = distance(order, model, data);
      assert.ok(Math.abs(found - expected) < 1e-12, `${found} is not ${expected}`);
    }
  });

  it('has |shift|² / dimension as its mean over directions, for a set and the shifted set', () => {
    const data = points('data', 20, 3);
    const shift = [1, -2, 2];
    const values = Array.from({ length: 50 }, (_, i) => {
      const { value } = slicedWasserstein().compare(moved(data, shift), data, fold(key('directions'), i));
      return value;
    });
    const [average] = mean(arrays, Float64Array.from(values));
    // (θ · v)² of a uniform direction in three dimensions has mean |v|²/3 and variance 4 |v|⁴/45.
    const error = Math.sqrt((4 * 81) / 45 / (50 * values.length));
    assert.ok(Math.abs(average - 3) < 4 * error, `${average} is not 3 within ${4 * error}`);
  });

  it('leads a set of points to the data', () => {
    const [data, objective] = [points('data', 40, 2), slicedWasserstein()];
    let model = moved(points('model', 25, 2), [3, -1]);
    const start = objective.compare(model, data, key(0)).value;
    for (let step = 0; step < 60; step++) {
      const { gradient } = objective.compare(model, data, fold(key('steps'), step));
      model = matrix(
        25,
        2,
        model.data.map((value, i) => value - 10 * gradient.data[i]),
      );
    }
    const end = objective.compare(model, data, key(0)).value;
    assert.ok(end < 0.02 * start, `${end} is not far below ${start}`);
  });

  it('takes part in sums, and refuses what it cannot do', () => {
    assert.equal(weightedSum([[1, slicedWasserstein()]]).terms[0].objective.name, 'slicedWasserstein');
    assert.throws(
      () => slicedWasserstein({ directions: 0 }),
      /directions is 0: it must be a whole number of at least 1/,
    );
    assert.throws(() => slicedWasserstein({ order: 3 }), /order is 3: it must be a whole number from 1 to 2/);
    const objective = slicedWasserstein();
    assert.throws(() => objective.compare(matrix(0, 2), points('data', 3, 2), key(1)), /both sides need at least one/);
    assert.throws(
      () => objective.compare(line(1), points('data', 3, 2), key(1)),
      /have 1 coordinates and the data's 2/,
    );
  });
});
