import { drawnFaces, toRows } from '@bcl/images';
import { key } from '@bcl/random';
import { rowsAt, span } from './rows';

const faces = drawnFaces({ count: 5, key: key(1), size: 16 });

it('reads what toRows reads, in the order asked for', () => {
  expect(rowsAt(faces, span(1, 3))).toEqual(toRows(faces, 1, 3));
  expect(rowsAt(faces, [4, 0, 4]).subarray(768, 1536)).toEqual(toRows(faces, 0, 1));
});

it('refuses pictures that are not there', () => {
  expect(() => rowsAt(faces, [5])).toThrow('there is no picture 5');
  expect(() => rowsAt(faces, [-1])).toThrow(RangeError);
});
