import { splitParameters, tf } from '@bcl/backend';
import { withBackend } from '@bcl/backend/testing';
import { task } from '@bcl/masks';
import { fold, key } from '@bcl/random';
import { referenceDiscriminator, weightsOf } from '../fixtures/reference';
import { shaken, tiny, tinyImage } from '../fixtures/tiny';
import { generatorForward } from '../network/generator';
import { discriminatorParameters, generatorFeatures, generatorParameters } from '../network/parameters';
import { tokensOf } from '../tokens/layout';
import { drawNoise } from '../training/batch';
import { fastNormal } from '../training/noise';
import { complete } from './complete';
import { critic } from './critic';
import { generate } from './generate';
import { openModel } from './model';

withBackend();

const state = { ...shaken(tinyImage), average: shaken(tinyImage, 2).generator };
const rows = fastNormal(key(7), 3 * 8);
const [left, right] = [
  [0, 1, 4, 5],
  [2, 3, 6, 7],
];

function withModel<A>(use: (model: ReturnType<typeof openModel>) => A, options = {}): A {
  const before = tf.memory().numTensors;
  const model = openModel(state, options);
  const result = use(model);
  model.dispose();
  expect(tf.memory().numTensors).toBe(before);
  return result;
}

describe('complete', () => {
  it('keeps x_S bit for bit and answers the rest, row by row and sample by sample', () => {
    const answers = withModel((model) => complete(model, rows, left, { key: key(1), samples: 4 }));
    expect(answers).toHaveLength(3 * 4 * 8);
    for (let at = 0; at < 12; at++) {
      const answer = answers.subarray(at * 8, at * 8 + 8);
      const given = rows.subarray(Math.floor(at / 4) * 8);
      for (const coordinate of left) expect(Object.is(answer[coordinate], given[coordinate])).toBe(true);
      for (const coordinate of right) expect(Math.abs(answer[coordinate])).toBeLessThan(1);
    }
    expect(new Set(Array.from({ length: 12 }, (_, at) => answers[at * 8 + 2])).size).toBe(12);
  });

  it('looks at x_S only', () => {
    const other = rows.map((value, at) => (left.includes(at % 8) ? value : NaN));
    const [one, two] = [rows, other].map((given) => withModel((m) => complete(m, given, left, { key: key(1) })));
    expect(two).toEqual(one);
  });

  it('depends on x_S, on the key, and on which weights are used', () => {
    const answer = (given = rows, seed = 1, options = {}) =>
      withModel((model) => complete(model, given, left, { key: key(seed) }), options)[2];
    const base = answer();
    expect(answer()).toBe(base);
    expect(answer(rows.map((value) => value + 1))).not.toBe(base);
    expect(answer(rows, 2)).not.toBe(base);
    expect(answer(rows, 1, { average: false })).not.toBe(base);
  });

  it('answers each row by itself, however many are computed at once', () => {
    const all = withModel((model) => complete(model, rows, left, { key: key(1), samples: 2 }));
    const few = withModel((model) => complete(model, rows, left, { key: key(1), samples: 2, batch: 4 }));
    const more = withModel((model) => complete(model, rows, left, { key: key(1), samples: 3 }));
    few.forEach((value, at) => expect(value).toBeCloseTo(all[at], 5));
    for (let row = 0; row < 3; row++) {
      for (let at = 0; at < 16; at++) expect(more[row * 24 + at]).toBeCloseTo(all[row * 16 + at], 5);
    }
  });

  it('takes a source for each row, and a target', () => {
    const answers = withModel((model) => complete(model, rows, [left, right, []], { key: key(1) }));
    for (const coordinate of left) expect(answers[coordinate]).toBe(rows[coordinate]);
    for (const coordinate of right) expect(answers[8 + coordinate]).toBe(rows[8 + coordinate]);
    expect(answers.subarray(16).every((value, at) => value !== rows[16 + at])).toBe(true);
    const partial = withModel((model) => complete(model, rows, [], { key: key(1), target: right }));
    expect([...partial.subarray(0, 8)].map(Number.isNaN)).toEqual([true, true, false, false, true, true, false, false]);
  });

  it('gives what the generator gives', () => {
    const two = { ...shaken(tiny), average: shaken(tiny).generator };
    const model = openModel(two);
    const [given, answer] = complete(model, Float32Array.of(0.3, 9), [0], { key: key(1) });
    model.dispose();
    const width = generatorFeatures(tiny);
    // Given or asked for, then one number of noise for each of two tokens and two numbers for both.
    const find = (token: Float32Array, shared: Float32Array) =>
      tf.tidy(() => {
        const features = [
          [0.3, 1, 0, 0, 0, ...shared],
          [0, 0, 1, 0, token[1], ...shared],
        ];
        const parameters = splitParameters(tf.tensor1d(two.average), generatorParameters(tiny));
        return generatorForward(tiny, parameters, tf.tensor3d([features], [1, 2, width])).dataSync()[1];
      });
    const { token, shared } = drawNoise(fold(fold(key(1), 0), 0), 1, tiny, tokensOf(tiny.layout));
    expect(given).toBeCloseTo(0.3, 6);
    expect(answer).toBeCloseTo(find(token, shared), 5);
  });

  it('refuses what does not fit', () => {
    withModel((model) => {
      const run =
        (given: Float32Array, source: readonly number[] | readonly number[][], options = {}) =>
        () =>
          complete(model, given, source, { key: key(1), ...options });
      expect(run(new Float32Array(7), left)).toThrow('rows have 8 numbers each, got 7');
      expect(run(rows, [0, 1])).toThrow('the task splits token 0');
      expect(run(rows, [...left, ...right])).toThrow('the target of a task is empty');
      expect(run(rows, [left, right])).toThrow('3 rows and 2 sources');
      expect(run(rows, left, { samples: 0 })).toThrow('samples must be an integer of at least 1');
      expect(run(rows, left, { batch: 1.5 })).toThrow('batch must be an integer of at least 1');
      expect(run(rows, left, { target: [2] })).toThrow('the task splits token 1');
      expect(complete(model, new Float32Array(0), left, { key: key(1) })).toHaveLength(0);
    });
  });
});

describe('generate', () => {
  it('completes nothing', () => {
    const drawn = withModel((model) => generate(model, 3, { key: key(1) }));
    expect(drawn).toEqual(withModel((model) => complete(model, rows, [], { key: key(1) })));
    const model = openModel(state);
    expect(() => generate(model, 0, { key: key(1) })).toThrow('count must be an integer of at least 1, got 0');
    model.dispose();
  });
});

describe('critic', () => {
  const tasks = [task(left, right), task([], left), task(right, left)];

  it('gives the logits of the reference, a task for each row', () => {
    const logits = withModel((model) => critic(model, rows, tasks, { batch: 2 }));
    const weights = weightsOf(discriminatorParameters(tinyImage), state.discriminator);
    const features = (row: Float32Array, roles: number[]) =>
      [left, right].map((token, t) => [
        ...token.map((coordinate) => (roles[t] === 2 ? 0 : row[coordinate])),
        ...[0, 1, 2].map((role) => (roles[t] === role ? 1 : 0)),
      ]);
    [
      [0, 1],
      [1, 2],
      [1, 0],
    ].forEach((roles, n) => {
      const expected = referenceDiscriminator(tinyImage.discriminator, weights, features(rows.subarray(n * 8), roles));
      expect(logits[n]).toBeCloseTo(expected, 4);
    });
  });

  it('takes one task for all rows, and says what it cannot', () => {
    const one = withModel((model) => critic(model, rows, tasks[0]));
    expect(one).toHaveLength(3);
    const model = openModel({ config: tinyImage, average: state.average });
    expect(() => critic(model, rows, tasks[0])).toThrow('the model has no discriminator');
    model.dispose();
    withModel((other) => expect(() => critic(other, rows, tasks.slice(1))).toThrow('3 rows and 2 tasks'));
  });
});

describe('openModel', () => {
  it('refuses a state without the generator asked for, or with weights that do not fit', () => {
    expect(() => openModel({ config: tiny, generator: state.generator })).toThrow('the state has no average');
    expect(() => openModel({ config: tiny, average: new Float32Array(3) })).toThrow('the flat vector 3');
  });

  it('leaves no generator behind where the discriminator does not fit', () => {
    const before = tf.memory().numTensors;
    const discriminator = new Float32Array(5);
    expect(() => openModel({ config: tinyImage, average: state.average, discriminator })).toThrow('the flat vector 5');
    expect(tf.memory().numTensors).toBe(before);
  });
});
