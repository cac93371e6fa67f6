import { imageSet, type ImageSet } from '@bcl/images';
import { fold, integers, key, uniform } from '@bcl/random';
import type { OpenClassifier } from '../classifier/open';
import { rowsAt, span } from '../data/rows';
import type { PictureModel } from '../use/model';
import { tokenGridOf } from '../use/source';
import { commonestRight } from './attributes';
import { completionMeasures } from './completions';
import { frechetMeasures } from './frechet';
import { filled, givenOf } from './hidden';
import type { EvaluationRequest } from './request';
import { spreadMeasures } from './spread';

const SIDE = 4;
const grid = tokenGridOf({ kind: 'grid', height: SIDE, width: SIDE, channels: 1, patch: 2 });

/** Noise, in which the brightness of the last pixel is the class. */
function pictures(count: number, seed: number): ImageSet {
  const pixels = Uint8Array.from(uniform(key(seed), 16 * count), (u) => 255 * u);
  const labels = Uint8Array.from(integers(fold(key(seed), 'labels'), count, 2));
  labels.forEach((label, n) => (pixels[n * 16 + 15] = label === 1 ? 255 : 0));
  return imageSet({
    title: 'noise',
    count,
    height: SIDE,
    width: SIDE,
    channels: 1,
    pixels,
    labels,
    labelNames: ['dark', 'light'],
    files: [],
  });
}

/** It looks at the last pixel; its features are the first two pixels. */
const classifier: OpenClassifier = {
  shape: { height: SIDE, width: SIDE, channels: 1, layers: [2], answers: 2, answer: 'classes' },
  featureCount: 2,
  look: (rows) => {
    const at = (n: number, d: number) => rows[n * 16 + d];
    const each = (pair: (n: number) => number[]) =>
      Float32Array.from(Array.from({ length: rows.length / 16 }, (_, n) => pair(n)).flat());
    return { features: each((n) => [at(n, 0), at(n, 1)]), logits: each((n) => [-at(n, 15), at(n, 15)]) };
  },
  dispose: () => undefined,
};

const train = pictures(400, 1);
const test = pictures(300, 2);
const repeated = (rows: Float32Array, samples: number) => {
  const all = new Float32Array(rows.length * samples);
  for (let n = 0; n < rows.length / 16; n++)
    for (let s = 0; s < samples; s++) all.set(rows.subarray(n * 16, n * 16 + 16), (n * samples + s) * 16);
  return all;
};
/** Knows the truth. */
const oracle: PictureModel = {
  complete: (rows, _, { samples }) => repeated(rows, samples),
  generate: (count) => rowsAt(train, span(0, count)),
};
/** Puts noise where nothing is given, of a size that falls with what is given. */
const noisy: PictureModel = {
  complete: (rows, sources, { samples, key: of }) => {
    const given = givenOf(sources, 16);
    const all = repeated(rows, samples);
    const noise = uniform(of, all.length);
    return all.map((value, i) => {
      const n = Math.floor(i / 16 / samples);
      return given[n * 16 + (i % 16)] === 1 ? value : ((16 - sources[n].length) / 16) * (2 * noise[i] - 1);
    });
  },
  generate: (count) => new Float32Array(count * 16),
};
const request = (model: PictureModel): EvaluationRequest => ({
  model,
  train,
  test,
  grid,
  classifier,
  key: key(5),
  count: 300,
  pause: () => Promise.resolve(),
});

describe('frechetMeasures', () => {
  const measured = async (model: PictureModel) => {
    const measures = await frechetMeasures(request(model));
    if (measures === undefined) throw new Error('nothing was measured');
    return measures;
  };
  it('puts generated pictures beside real ones', async () => {
    const truth = await measured(oracle);
    expect(truth.count).toBe(300);
    expect(truth.generated).toBeLessThan(0.05);
    expect(truth.real).toBeLessThan(0.05);
    const poor = await measured(noisy);
    expect(poor.real).toBe(truth.real);
    expect(poor.generated).toBeGreaterThan(10 * poor.real);
  });

  it('compares nothing with a single picture', async () => {
    expect(await frechetMeasures({ ...request(oracle), count: 1 })).toBeUndefined();
  });

  it('refuses a model that gives something else', async () => {
    const broken = { ...oracle, generate: () => new Float32Array(3) };
    await expect(frechetMeasures(request(broken))).rejects.toThrow(RangeError);
  });
});

describe('completionMeasures', () => {
  it('counts what is classified rightly, completed, blanked and filled', async () => {
    const [left, upper, random] = await completionMeasures(request(oracle));
    expect([left, upper, random].map(({ source }) => source.kind)).toEqual(['left', 'upper', 'random']);
    expect([left.given, upper.given, random.given]).toEqual([0.5, 0.5, 0.5]);
    for (const { completed, whole } of [left, upper, random]) expect([completed, whole]).toEqual([1, 1]);
    expect([left.attributes, upper.attributes]).toEqual([[], []]);
    // Black is dark: right for the dark half of the pictures wherever the last pixel is hidden.
    const dark = (test.labels ?? []).filter((label) => label === 0).length / 300;
    expect(left.blanked).toBeCloseTo(dark, 12);
    expect(random.blanked).toBeGreaterThan(dark);
    expect(random.blanked).toBeLessThan(1);
    const guessed = await completionMeasures(request(noisy));
    expect(guessed[0].completed).toBeGreaterThan(0.35);
    expect(guessed[0].completed).toBeLessThan(0.65);
  });
});

describe('answers by themselves', () => {
  const { labels, labelNames: _, ...unlabelled } = train;
  const withAttributes = (set: ImageSet, values: (n: number) => readonly number[]): ImageSet => ({
    ...unlabelled,
    ...{ count: set.count, pixels: set.pixels },
    attributes: { names: ['light', 'rare'], values: Int8Array.from(Array.from({ length: set.count }, (_, n) => values(n)).flat()) }, // prettier-ignore
  });
  it('the commonest is that of training pictures, and is held against the others', () => {
    const learnt = withAttributes(train, (n) => [1, n % 4 === 0 ? 1 : -1]);
    const asked = withAttributes(test, (n) => [n % 5 === 0 ? 1 : -1, n % 2 === 0 ? 1 : -1]);
    // All training pictures are light; of the first ten held-out ones two are. Few are rare; five of ten are.
    expect(commonestRight(learnt, asked, 10)).toEqual([0.2, 0.5]);
    const most = (labels ?? []).filter((label) => label === 1).length > 200 ? 1 : 0;
    const share = (test.labels ?? []).filter((label) => label === most).length / 300;
    expect(commonestRight(train, test, 300)[0]).toBeCloseTo(share, 12);
  });

  it('attributes are counted one by one where they are asked for', async () => {
    const truth = (set: ImageSet) => withAttributes(set, (n) => [set.labels?.[n] === 1 ? 1 : -1, n % 4 === 0 ? 1 : -1]);
    const shape = { ...classifier.shape, answer: 'attributes' as const };
    // The first answer is the last pixel; the second is always no.
    const looks: OpenClassifier = {
      ...classifier,
      shape,
      look: (rows) => {
        const { features, logits } = classifier.look(rows);
        return { features, logits: logits.map((_, i) => (i % 2 === 0 ? logits[i + 1] : -1)) };
      },
    };
    const own = { ...request(oracle), train: truth(train), test: truth(test), classifier: looks };
    const [left] = await completionMeasures({ ...own, shown: ['rare', 'light', 'absent'] });
    expect(left.attributes.map(({ name }) => name)).toEqual(['rare', 'light']);
    const [rare, light] = left.attributes;
    expect([rare.completed, rare.commonest, rare.meanFilled]).toEqual([0.75, 0.75, 0.75]);
    expect([light.completed, light.whole]).toEqual([1, 1]);
    expect(light.commonest).toBeLessThan(0.65);
    expect(light.meanFilled).toBeLessThan(0.65);
    expect(left.completed).toBeCloseTo(0.875, 12);
    expect(left.commonest).toBeCloseTo((rare.commonest + light.commonest) / 2, 12);
  });
});

describe('spreadMeasures', () => {
  it('falls as more is given where the model knows more then, and is 0 for one answer', async () => {
    const spreads = await spreadMeasures(request(noisy));
    expect(spreads.map(({ share }) => share)).toEqual([0, 0.1, 0.25, 0.5, 0.75, 0.9]);
    expect(spreads[0].spread).toBeGreaterThan(1.5 * spreads[3].spread);
    expect(spreads[5].spread).toBeGreaterThan(0);
    for (const { spread } of await spreadMeasures(request(oracle))) expect(spread).toBe(0);
  });
});

it('filled leaves what is given', () => {
  const given = givenOf([[0, 2], [1]], 3);
  expect(Array.from(given)).toEqual([1, 0, 1, 0, 1, 0]);
  expect(Array.from(filled(Float32Array.from([1, 2, 3, 4, 5, 6]), given, 3, (d) => -d))).toEqual([1, -1, 3, -0, 5, -2]);
});
