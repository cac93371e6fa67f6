import { createHash } from 'node:crypto';
import { key } from '@bcl/random';
import { runOrThrow } from '@bcl/errors';
import { readMnist } from '../mnist/read-mnist';
import { imageSet } from '../set/image-set';
import type { ImageSet } from '../set/image-set';
import { takeImages } from '../set/selection';
import { digitShapes } from './digit-strokes';
import { drawnDigits } from './digits';

const sha256 = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const digits = drawnDigits({ count: 500, key: key(1) });

describe('drawnDigits', () => {
  it('gives pictures of 28 x 28 with labels', () => {
    expect(imageSet(digits)).toMatchObject({ count: 500, height: 28, width: 28, channels: 1, files: [] });
    expect(digits.labelNames).toHaveLength(10);
    expect(new Set(digits.labels).size).toBe(10);
  });

  // Whoever trained a model on them relies on these; the pictures use no function whose last bits an engine may choose.
  it('gives the same bits on every machine', () => {
    expect(sha256(digits.pixels)).toBe('c1eb5c36e2fdcd260ae3c09901839446bee0404b494077982a45cb4596a0af0b');
  });

  it('gives picture i whatever the count', () => {
    const few = drawnDigits({ count: 7, key: key(1) });
    expect(few.pixels).toEqual(digits.pixels.slice(0, few.pixels.length));
    expect(few.labels).toEqual(digits.labels?.slice(0, 7));
  });

  it('draws another set for another key, and no picture twice', () => {
    const other = drawnDigits({ count: 500, key: key(2) });
    const all = [digits, other].flatMap((set) =>
      Array.from({ length: 500 }, (_, i) => sha256(set.pixels.subarray(i * 784, (i + 1) * 784))),
    );
    expect(new Set(all).size).toBe(1000);
  });

  it('keeps its weight in the middle and its border black, as MNIST does', () => {
    for (let i = 0; i < digits.count; i++) {
      let [mass, x, y, border] = [0, 0, 0, 0];
      for (let p = 0; p < 784; p++) {
        const value = digits.pixels[i * 784 + p];
        const [row, column] = [Math.floor(p / 28), p % 28];
        mass += value;
        x += value * (column + 0.5);
        y += value * (row + 0.5);
        if (row === 0 || column === 0 || row === 27 || column === 27) border += value;
      }
      expect(Math.abs(x / mass - 14)).toBeLessThan(2);
      expect(Math.abs(y / mass - 14)).toBeLessThan(2);
      expect(border / mass).toBeLessThan(0.06);
      expect(mass / 784).toBeGreaterThan(5);
      expect(mass / 784).toBeLessThan(90);
    }
  });

  it('draws at other sizes', () => {
    expect(drawnDigits({ count: 2, key: key(1), size: 16 }).pixels).toHaveLength(512);
    expect(drawnDigits({ count: 0, key: key(1) }).count).toBe(0);
  });

  it.each([
    [{ count: -1, key: key(1) }, 'count'],
    [{ count: 1, key: key(1), size: 7 }, 'size'],
    [{ count: 1, key: key(1), size: 20.5 }, 'size'],
  ])('refuses %j', (options, name) => {
    expect(() => drawnDigits(options)).toThrow(name);
  });
});

/** The share of pictures whose nearest neighbour in `known` has their label. */
function nearestNeighbour(known: ImageSet, asked: ImageSet): number {
  let right = 0;
  for (let i = 0; i < asked.count; i++) {
    let [nearest, label] = [Infinity, -1];
    for (let j = 0; j < known.count; j++) {
      let distance = 0;
      for (let p = 0; p < 784 && distance < nearest; p++) {
        const difference = known.pixels[j * 784 + p] - asked.pixels[i * 784 + p];
        distance += difference * difference;
      }
      if (distance < nearest) [nearest, label] = [distance, known.labels?.[j] ?? -1];
    }
    if (label === asked.labels?.[i]) right++;
  }
  return right / asked.count;
}

describe('what is drawn', () => {
  it('has several shapes of each digit, in a box of height 1', () => {
    expect(digitShapes).toHaveLength(10);
    for (const shape of digitShapes.flat()) {
      const points = shape.flat(2);
      expect(points.every(([x, y]) => x >= 0 && x <= 0.8 && y >= -0.05 && y <= 1.05)).toBe(true);
      expect(Math.max(...points.map(([, y]) => y)) - Math.min(...points.map(([, y]) => y))).toBeGreaterThan(0.9);
    }
    for (const ways of digitShapes) expect(ways.length).toBeGreaterThanOrEqual(3);
  });

  it('can be told apart, though not at a glance', () => {
    const range = (from: number, to: number) => Array.from({ length: to - from }, (_, i) => from + i);
    const share = nearestNeighbour(takeImages(digits, range(0, 400)), takeImages(digits, range(400, 480)));
    expect(share).toBeGreaterThan(0.8);
  });

  const folder = process.env.BCL_DATA_DIR;
  (folder === undefined ? it.skip : it)(
    `looks like handwriting: it tells most of MNIST${folder === undefined ? ' (skipped: BCL_DATA_DIR is not set)' : ''}`,
    async () => {
      const { test } = await runOrThrow(readMnist({ folder: folder ?? '' }));
      const asked = takeImages(
        test,
        Array.from({ length: 120 }, (_, i) => 37 * i),
      );
      expect(nearestNeighbour(digits, asked)).toBeGreaterThan(0.6);
    },
  );
});
