import { fold, key as keyOf, normal, uniform } from '@bcl/random';
import type { Pictures } from './pictures';

const SIDE = 12;

/** Whether the point (u, v), from the middle of the picture in units of the shape's size, is inked. */
type Shape = (u: number, v: number) => boolean;

const shapes: readonly (readonly [string, Shape])[] = [
  ['bar', (u, v) => Math.abs(u) < 0.3 && Math.abs(v) < 1],
  ['beam', (u, v) => Math.abs(v) < 0.3 && Math.abs(u) < 1],
  ['cross', (u, v) => Math.min(Math.abs(u), Math.abs(v)) < 0.25 && Math.max(Math.abs(u), Math.abs(v)) < 1],
  ['ring', (u, v) => Math.abs(Math.hypot(u, v) - 0.8) < 0.25],
  ['square', (u, v) => Math.max(Math.abs(u), Math.abs(v)) < 0.8],
  ['triangle', (u, v) => v < 0.8 && Math.abs(u) < (v + 1) / 2],
];

/**
 * Six kinds of drawn shapes on 12 x 12 pixels, shifted, scaled, shaded and noisy: a stand-in that shows that everything works where
 * no photographs are at hand. It says nothing about Fashion-MNIST.
 *
 * @param count number of pictures; equal counts give equal pictures
 */
export function drawnPictures(count: number): Pictures {
  const pixels = new Float64Array(count * SIDE * SIDE);
  const classes = Int32Array.from({ length: count }, (_, n) => n % shapes.length);
  for (let n = 0; n < count; n++) {
    const key = fold(keyOf('drawn pictures'), n);
    const [across, down, size, shade] = uniform(fold(key, 'pose'), 4);
    const noise = normal(fold(key, 'noise'), SIDE * SIDE);
    const half = 3 + 1.5 * size;
    for (let p = 0; p < SIDE * SIDE; p++) {
      const u = ((p % SIDE) - 5.5 - 2 * (across - 0.5)) / half;
      const v = (Math.floor(p / SIDE) - 5.5 - 2 * (down - 0.5)) / half;
      const ink = shapes[classes[n]][1](u, v) ? 0.6 + 0.4 * shade : 0;
      pixels[n * SIDE * SIDE + p] = Math.min(1, Math.max(0, ink + 0.08 * noise[p]));
    }
  }
  const title = `${count} drawn shapes of 12 × 12 pixels, made by the program`;
  return { title, count, side: SIDE, pixels, classes, classNames: shapes.map(([name]) => name) };
}
