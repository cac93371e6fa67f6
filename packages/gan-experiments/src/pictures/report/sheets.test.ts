import { decodePng } from './decode-png.fixture';
import { drawnDigits, drawnFaces } from '@bcl/images';
import { key } from '@bcl/random';
import { rowsAt } from '../data/rows';
import { tokenGridOf } from '../use/source';
import type { PictureModel } from '../use/model';
import { completionSheet, figureFive, pictureSheet } from './sheets';

const digits = drawnDigits({ count: 2, key: key(1), size: 8 });
const faces = drawnFaces({ count: 3, key: key(1), size: 16 });
const side = (count: number, pixels: number, scale: number) => scale * (count * (pixels + 2) + 2);

it('shows the real picture, what is given of it, and the completions', async () => {
  const original = rowsAt(digits, [0]);
  const given = new Uint8Array(64).fill(1, 0, 32);
  const completions = new Float32Array(3 * 64);
  const { width, height, pixels } = decodePng(await completionSheet(digits, [{ original, given, completions }]));
  expect([width, height]).toEqual([side(5, 8, 7), side(1, 8, 7)]);
  const at = (column: number, y: number, x: number) => pixels[7 * (2 + y) * width + 7 * (2 + column * 10 + x)];
  for (const [y, x] of [
    [0, 0],
    [3, 4],
    [7, 7],
    [4, 2],
  ]) {
    expect(at(0, y, x)).toBe(digits.pixels[y * 8 + x]);
    expect(at(1, y, x)).toBe(y < 4 ? digits.pixels[y * 8 + x] : 128);
    expect(at(4, y, x)).toBe(128);
  }
});

it('puts pictures into rows', async () => {
  const { width, height } = decodePng(await pictureSheet(faces, rowsAt(faces, [0, 1, 2]), 2));
  expect([width, height]).toEqual([side(2, 16, 4), side(2, 16, 4)]);
});

it('gives in each row of the figure what the row above had, and more', async () => {
  const grid = tokenGridOf({ kind: 'grid', height: 8, width: 8, channels: 1, patch: 2 });
  const given: number[][] = [];
  const model: PictureModel = {
    complete: (rows, sources, { samples }) => {
      given.push([...sources[0]]);
      return new Float32Array(rows.length * samples);
    },
    generate: () => new Float32Array(),
  };
  const png = await figureFive('random', { model, images: digits, indices: [0, 1], grid, samples: 4, key: key(2) });
  expect(decodePng(png)).toMatchObject({ width: side(6, 8, 7), height: side(10, 8, 7) });
  expect(given.map(({ length }) => length)).toEqual([0, 8, 16, 32, 48, 0, 8, 16, 32, 48]);
  for (const row of [1, 2, 3, 6, 7, 8]) expect(given[row + 1]).toEqual(expect.arrayContaining(given[row]));
  expect(given[1]).not.toEqual(given[6]);
});
