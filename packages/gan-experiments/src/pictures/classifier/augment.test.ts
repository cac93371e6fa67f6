import { key } from '@bcl/random';
import { augmented, digitAugmentation, type Augmentation } from './augment';

const still: Augmentation = { shift: 0, rotation: 0, scale: 0, shear: 0, mirror: false };
const shape = { height: 4, width: 5, channels: 1 } as const;
const ramp = (dimension: number) => Float32Array.from({ length: dimension }, (_, d) => Math.sin(d));

it('leaves pictures alone where nothing may move', () => {
  const rows = ramp(2 * 3 * 20);
  const moved = augmented(rows, { ...shape, channels: 3 }, still, key(1));
  moved.forEach((value, i) => expect(value).toBeCloseTo(rows[i], 6));
});

it('mirrors about half of the pictures, and the others not at all', () => {
  const rows = Float32Array.from({ length: 200 * 20 }, (_, i) => Math.sin(i % 20));
  const moved = augmented(rows, shape, { ...still, mirror: true }, key(1));
  let mirrored = 0;
  for (let n = 0; n < 200; n++) {
    const picture = Array.from(moved.subarray(n * 20, (n + 1) * 20));
    const flipped = Math.abs(picture[0] - Math.sin(4)) < 1e-6;
    picture.forEach((value, d) => {
      const column = flipped ? 4 - (d % 5) : d % 5;
      expect(value).toBeCloseTo(Math.sin(d - (d % 5) + column), 6);
    });
    mirrored += Number(flipped);
  }
  expect(mirrored).toBeGreaterThan(60);
  expect(mirrored).toBeLessThan(140);
});

it('moves a picture as a whole: what is linear stays linear inside', () => {
  // x + 2 y under an affine map is affine again wherever no border is met.
  const wide = { height: 21, width: 21, channels: 1 } as const;
  const rows = Float32Array.from({ length: 441 }, (_, p) => (p % 21) + 2 * Math.floor(p / 21));
  const moved = augmented(rows, wide, digitAugmentation, key(4));
  const at = (x: number, y: number) => moved[y * 21 + x];
  const [alongX, alongY] = [at(11, 10) - at(10, 10), at(10, 11) - at(10, 10)];
  for (let y = 7; y < 14; y++)
    for (let x = 7; x < 14; x++) expect(at(x, y)).toBeCloseTo(at(10, 10) + (x - 10) * alongX + (y - 10) * alongY, 4);
  expect(at(10, 10)).not.toBeCloseTo(30, 1);
});

it('stays within the values of the picture, and depends on the key alone', () => {
  const rows = ramp(3 * 20);
  const moved = augmented(rows, shape, digitAugmentation, key(2));
  expect(Math.max(...moved)).toBeLessThanOrEqual(Math.max(...rows));
  expect(Math.min(...moved)).toBeGreaterThanOrEqual(Math.min(...rows));
  expect(augmented(rows, shape, digitAugmentation, key(2))).toEqual(moved);
  expect(augmented(rows, shape, digitAugmentation, key(3))).not.toEqual(moved);
});
