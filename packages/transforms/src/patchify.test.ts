import { fromRows } from '@bcl/linalg';
import fc from 'fast-check';
import { patchify } from './patchify';

const grids = fc.record({
  patchRows: fc.integer({ min: 1, max: 4 }),
  patchColumns: fc.integer({ min: 1, max: 4 }),
  patch: fc.integer({ min: 1, max: 3 }),
  channels: fc.integer({ min: 1, max: 3 }),
});

test('coordinate (patch row, patch column, y, x, channel) comes from pixel (row, column, channel)', () => {
  fc.assert(
    fc.property(grids, ({ patchRows, patchColumns, patch, channels }) => {
      const [height, width] = [patchRows * patch, patchColumns * patch];
      const image = Array.from({ length: height * width * channels }, (_, at) => at);
      const patches = patchify({ height, width, channels, patch }).apply(fromRows([image])).data;
      let next = 0;
      for (let pr = 0; pr < patchRows; pr++) {
        for (let pc = 0; pc < patchColumns; pc++) {
          for (let y = 0; y < patch; y++) {
            for (let x = 0; x < patch; x++) {
              for (let c = 0; c < channels; c++) {
                expect(patches[next++]).toBe(((pr * patch + y) * width + pc * patch + x) * channels + c);
              }
            }
          }
        }
      }
      expect(next).toBe(image.length);
    }),
  );
});

test('the inverse puts the image together again, missing pixels included', () => {
  const transform = patchify({ height: 4, width: 6, channels: 3, patch: 2 });
  const image = fromRows([Array.from({ length: 72 }, (_, at) => (at % 7 === 0 ? NaN : at / 3))]);
  expect(transform.invert(transform.apply(image))).toEqual(image);
  expect(transform.logAbsDeterminant).toBe(0);
});

test('one patch that is the whole image, and patches of one pixel, change nothing', () => {
  const image = fromRows([[1, 2, 3, 4]]);
  expect(patchify({ height: 2, width: 2, patch: 2 }).apply(image)).toEqual(image);
  expect(patchify({ height: 2, width: 2, patch: 1 }).apply(image)).toEqual(image);
});

test.each([
  [{ height: 4, width: 6, patch: 4 }, /4×4 do not tile an image of 4×6/],
  [{ height: 0, width: 6, patch: 1 }, /height must be an integer of at least 1, got 0/],
  [{ height: 4, width: 1.5, patch: 1 }, /width must be/],
  [{ height: 4, width: 4, patch: 0 }, /patch must be/],
  [{ height: 4, width: 4, patch: 2, channels: -1 }, /channels must be/],
])('refuses %j', (image, message) => {
  expect(() => patchify(image)).toThrow(message);
});
