import { fold, integers, normal, uniform } from '@bcl/random';
import type { Key } from '@bcl/random';
import { addStroke, noCoverage } from '../drawing/coverage';
import { smoothCurve } from '../drawing/curve';
import type { Point } from '../drawing/curve';
import type { ImageSet } from '../set/image-set';
import { checkDrawing } from './check-drawing';
import type { DrawingOptions } from './check-drawing';
import { digitShapes } from './digit-strokes';
import type { DigitShape } from './digit-strokes';

/** How unsteady the hand is: standard deviation of each point of a stroke, in heights of the digit. */
const UNSTEADY = 0.03;

/**
 * Handwriting-like digits 0 to 9, drawn: white strokes on black, of several shapes, slants, proportions, pens and
 * unsteady hands. As in MNIST a digit fills a box of 20 / 28 of the picture's side and its weight lies in the middle.
 * A stand-in where the real digits are not at hand; it is easier than they are.
 *
 * Picture i depends on the key, i and the size alone, so a smaller set is the beginning of a larger one, with the same
 * bits on every machine.
 *
 * @returns grey pictures, `size` x `size`, with labels 0 … 9, all equally likely
 * @throws RangeError unless count is a whole number and size one from 8 to 512
 *
 * @example
 * ```ts
 * import { key } from '@bcl/random';
 * import { drawnDigits } from '@bcl/images';
 *
 * const digits = drawnDigits({ count: 100, key: key(1) });
 * digits.pixels.length; // => 78400
 * ```
 */
export function drawnDigits(options: DrawingOptions): ImageSet {
  const { count, key, size } = checkDrawing(options, 28);
  const labels = Uint8Array.from(integers(fold(key, 'label'), count, 10));
  const pixels = new Uint8Array(count * size * size);
  const pictures = fold(key, 'digit');
  for (let i = 0; i < count; i++) pixels.set(drawDigit(fold(pictures, i), labels[i], size), i * size * size);
  const labelNames = digitShapes.map((_, digit) => String(digit));
  return {
    title: 'drawn digits',
    count,
    height: size,
    width: size,
    channels: 1,
    pixels,
    labels,
    labelNames,
    files: [],
  };
}

function drawDigit(key: Key, digit: number, size: number): Uint8Array {
  const [which, pen, soft, ink, stretch] = uniform(fold(key, 'style'), 5);
  const shapes = digitShapes[digit];
  const strokes = handwritten(fold(key, 'hand'), shapes[Math.floor(which * shapes.length)]);
  const placed = placeInMiddle(strokes, size, 0.75 + 0.5 * stretch, fold(key, 'place'));
  const coverage = noCoverage(size, size);
  const radius = (size / 28) * (0.65 + 1.05 * pen * pen);
  for (const stroke of placed) addStroke(coverage, stroke, radius, (size / 28) * (0.9 + 0.8 * soft));
  const brightness = 255 - 40 * ink;
  const pixels = new Uint8Array(size * size);
  for (let i = 0; i < pixels.length; i++) pixels[i] = Math.round(brightness * coverage.values[i]);
  return pixels;
}

/** The strokes of a shape as polylines, its points moved by an unsteady hand, slanted and turned a little. */
function handwritten(key: Key, shape: DigitShape): readonly (readonly Point[])[] {
  const [slant, turn, bendX, bendY] = normal(fold(key, 'whole'), 4);
  // A rotation by rational numbers: (1 - t²) / (1 + t²) and 2 t / (1 + t²) are cosine and sine of 2 arctan t.
  const t = 0.05 * turn;
  const [cosine, sine] = [(1 - t * t) / (1 + t * t), (2 * t) / (1 + t * t)];
  const shear = 0.12 + 0.2 * slant;
  const bend = ([x, y]: Point): Point => {
    const [u, v] = [x - 0.35, y - 0.5];
    const sheared = u - shear * v + 0.12 * bendX * v * v;
    const lowered = v + 0.15 * bendY * u * v;
    return [cosine * sheared - sine * lowered, sine * sheared + cosine * lowered];
  };
  let drawn = 0;
  const unsteady = (point: Point): Point => {
    const [dx, dy] = normal(fold(key, drawn++), 2);
    return [point[0] + UNSTEADY * dx, point[1] + UNSTEADY * dy];
  };
  return shape.map((pieces) => {
    const line: Point[] = [];
    for (const piece of pieces) {
      const moved = piece.map(unsteady).map(bend);
      const corner = line[line.length - 1];
      const through = corner === undefined ? moved : [corner, ...moved];
      line.push(...smoothCurve(through, 8).slice(corner === undefined ? 0 : 1));
    }
    return line;
  });
}

/** Scaled to the box, the centre of the ink in the middle of the picture, but for a fraction of a pixel. */
function placeInMiddle(
  strokes: readonly (readonly Point[])[],
  size: number,
  stretch: number,
  key: Key,
): readonly (readonly Point[])[] {
  const stretched = strokes.map((stroke) => stroke.map(([x, y]): Point => [x * stretch, y]));
  const points = stretched.flat();
  const width = spread(points.map(([x]) => x));
  const height = spread(points.map(([, y]) => y));
  const [smaller, offX, offY] = uniform(key, 3);
  const scale = ((size * 20) / 28 / Math.max(width, height, 0.5)) * (0.84 + 0.16 * smaller);
  const [middleX, middleY] = middleOfInk(stretched);
  const jitter = size / 28;
  return stretched.map((stroke) =>
    stroke.map(([x, y]): Point => [
      size / 2 + scale * (x - middleX) + jitter * (offX - 0.5),
      size / 2 + scale * (y - middleY) + jitter * (offY - 0.5),
    ]),
  );
}

function spread(values: readonly number[]): number {
  return values.reduce((a, b) => Math.max(a, b), -Infinity) - values.reduce((a, b) => Math.min(a, b), Infinity);
}

/** The centre of mass of the lines. */
function middleOfInk(strokes: readonly (readonly Point[])[]): Point {
  let [mass, sumX, sumY] = [0, 0, 0];
  for (const stroke of strokes) {
    for (let i = 0; i + 1 < stroke.length; i++) {
      const [[x0, y0], [x1, y1]] = [stroke[i], stroke[i + 1]];
      const length = Math.sqrt((x1 - x0) * (x1 - x0) + (y1 - y0) * (y1 - y0));
      mass += length;
      sumX += (length * (x0 + x1)) / 2;
      sumY += (length * (y0 + y1)) / 2;
    }
  }
  return [sumX / mass, sumY / mass];
}
