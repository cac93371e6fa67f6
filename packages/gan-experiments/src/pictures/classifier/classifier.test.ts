import * as E from 'fp-ts/lib/Either.js';
import { expectNoLeaks, withBackend } from '@bcl/backend/testing';
import { orThrow } from '@bcl/errors';
import { drawnDigits, drawnFaces, toRows } from '@bcl/images';
import { key } from '@bcl/random';
import { span } from '../data/rows';
import { digitAugmentation, faceAugmentation } from './augment';
import { classifierFromBytes, classifierToBytes } from './file';
import { likeliest, openClassifier, shareRight } from './open';
import { answersOf, targetsAt } from './targets';
import { trainClassifier, type Classifier, type ClassifierTraining } from './train';

withBackend();

const digits = drawnDigits({ count: 500, key: key(1), size: 12 });
const others = drawnDigits({ count: 200, key: key(2), size: 12 });
const layers = [64, 32];
const moves = { ...digitAugmentation, shift: 0.5, rotation: 0.1, shear: 0 };
const training: ClassifierTraining = {
  images: digits,
  key: key(7),
  augmentation: moves,
  epochs: 12,
  batch: 25,
  layers,
};

let trained: Classifier;
const steps: number[] = [];
beforeAll(async () => {
  trained = await trainClassifier({ ...training, onStep: ({ step }) => steps.push(step) });
}, 60_000);

describe('trainClassifier', () => {
  it('tells pictures apart that it never saw', () => {
    const open = openClassifier(trained);
    const { logits, features } = open.look(toRows(others));
    open.dispose();
    expect(shareRight(trained.shape, logits, targetsAt(others, span(0, 200)))).toBeGreaterThan(0.6);
    expect([features.length, logits.length, open.featureCount]).toEqual([200 * 32, 200 * 10, 32]);
    expect(steps.at(-1)).toBe(240);
  });

  it('gives equal weights for equal keys, others for others', async () => {
    const short = { ...training, epochs: 0.25 };
    const first = await trainClassifier(short);
    expect((await trainClassifier(short)).weights).toEqual(first.weights);
    expect((await trainClassifier({ ...short, key: key(8) })).weights).not.toEqual(first.weights);
  });

  it('leaves no tensor behind, stopped or not', async () => {
    await expectNoLeaks(() => trainClassifier({ ...training, epochs: 0.125 }));
    const stop = () => {
      throw new Error('stopped');
    };
    await expectNoLeaks(() =>
      expect(trainClassifier({ ...training, epochs: 0.125, onStep: stop })).rejects.toThrow('stopped'),
    );
    await expectNoLeaks(() => {
      const open = openClassifier(trained);
      open.look(toRows(others));
      open.dispose();
    });
  });

  it('learns attributes of faces, each by itself', async () => {
    const faces = drawnFaces({ count: 150, key: key(3), size: 12 });
    const classifier = await trainClassifier({
      ...training,
      images: faces,
      augmentation: faceAugmentation,
      epochs: 10,
    });
    const open = openClassifier(classifier);
    const unseen = drawnFaces({ count: 100, key: key(4), size: 12 });
    const targets = targetsAt(unseen, span(0, 100));
    const right = shareRight(classifier.shape, open.look(toRows(unseen)).logits, targets);
    open.dispose();
    const { answers } = answersOf(unseen);
    let common = 0;
    for (let k = 0; k < answers; k++) {
      let there = 0;
      for (let n = 0; n < 100; n++) there += targets[n * answers + k];
      common += Math.max(there, 100 - there) / 100 / answers;
    }
    expect(classifier.shape.answer).toBe('attributes');
    expect(right).toBeGreaterThan(common + 0.05);
  });
});

describe('openClassifier', () => {
  it('says the same of a picture whatever stands beside it', () => {
    const open = openClassifier(trained);
    const all = open.look(toRows(others)).logits;
    const one = open.look(toRows(others, 150, 1)).logits;
    open.dispose();
    one.forEach((logit, k) => expect(logit).toBeCloseTo(all[1500 + k], 3));
  });

  it('refuses pictures of another size', () => {
    const open = openClassifier(trained);
    expect(() => open.look(new Float32Array(143))).toThrow(RangeError);
    open.dispose();
  });

  it('likeliest is the largest logit', () => {
    expect(Array.from(likeliest(Float32Array.from([0, 2, 1, -1, -3, -2]), 3))).toEqual([1, 0]);
  });
});

describe('the file', () => {
  it('holds all of it, to the bit', () => {
    expect(orThrow(classifierFromBytes(classifierToBytes(trained), 'a file'))).toEqual(trained);
  });

  const bytes = () => Buffer.from(classifierToBytes(trained));
  const edited = (edit: (text: string) => string) => {
    const whole = bytes();
    const length = whole.readUInt32LE(16);
    const text = Buffer.from(edit(whole.subarray(20, 20 + length).toString()));
    const size = Buffer.alloc(4);
    size.writeUInt32LE(text.length);
    return Buffer.concat([whole.subarray(0, 16), size, text, whole.subarray(20 + length)]);
  };
  it.each<[string, () => Uint8Array, string]>([
    ['nothing', () => Buffer.alloc(0), 'not a classifier of this version'],
    [
      'something else',
      () => Buffer.from('a long text that is no classifier at all'),
      'not a classifier of this version',
    ],
    ['its beginning', () => bytes().subarray(0, 18), 'ends too early'],
    ['half of it', () => bytes().subarray(0, 5000), 'bytes where'],
    ['all but a byte', () => bytes().subarray(0, -1), 'bytes where'],
    ['a byte more', () => Buffer.concat([bytes(), Buffer.alloc(1)]), 'bytes where'],
    [
      'a text without end',
      () => (bytes().fill(255, 16, 20), Buffer.concat([bytes().subarray(0, 16), Buffer.alloc(4, 255)])),
      'ends too early',
    ],
    ['another shape', () => edited((text) => text.replace('"layers":[64', '"layers":[65')), 'bytes where'],
    [
      'an absurd shape',
      () => edited((text) => text.replace('"layers":[64', '"layers":[1e9')),
      'not that of a classifier',
    ],
    ['no JSON', () => edited(() => '{'), 'not JSON'],
    [
      'a NaN',
      () =>
        (() => {
          const b = bytes();
          b.writeFloatLE(NaN, b.length - 4);
          return b;
        })(),
      'not finite',
    ],
  ])('refuses %s', (_, file, why) => {
    const read = classifierFromBytes(file(), 'digits.bin');
    expect(E.isLeft(read) && read.left.message).toContain('digits.bin');
    expect(E.isLeft(read) && read.left.message).toContain(why);
  });
});

it('a set of which nothing is known has nothing to classify', () => {
  const { labels: _, labelNames: __, ...unknown } = others;
  expect(() => answersOf(unknown)).toThrow('nothing is known');
});
