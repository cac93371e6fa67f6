import { matrix } from '@bcl/linalg';
import { key, normal } from '@bcl/random';
import { randomTransform } from '../fixtures/mixtures';
import { firstOf, frameOf, mapPoints } from './frame';

describe('a frame', () => {
  const transform = randomTransform(key(1), 3);
  const points = normal(key(2), 12);
  const moved = transform.apply(matrix(4, 3, points)).data;

  it.each([[[0]], [[2, 0]], [[1, 2, 0]], [[]]])(
    'maps points to the coordinates %j of y, in that order',
    (coordinates: number[]) => {
      const frame = frameOf(transform, coordinates, 0);
      const out = new Float64Array(4 * coordinates.length);
      mapPoints(frame, points, 4, out);
      for (let row = 0; row < 4; row++)
        coordinates.forEach((d, i) => expect(out[row * coordinates.length + i]).toBeCloseTo(moved[row * 3 + d], 13));
    },
  );

  it('begins with the frame of its first coordinates', () => {
    const whole = frameOf(transform, [2, 0, 1], 0.5);
    expect(firstOf(whole, 2)).toEqual(frameOf(transform, [2, 0], 0.5));
  });
});
