import { readFileSync } from 'node:fs';
import path from 'node:path';
import { orThrow } from '@bcl/errors';
import { temporaryRunFolder } from '@bcl/experiments/testing';
import { decodeIdx, drawnFaces, toRows } from '@bcl/images';
import { key } from '@bcl/random';
import { writeRaw } from './raw';

it('writes what readers of IDX read', async () => {
  const { folder, remove } = await temporaryRunFolder();
  const faces = drawnFaces({ count: 2, key: key(1), size: 16 });
  const rows = toRows(faces);
  const given = Uint8Array.from({ length: rows.length }, (_, i) => Number(i % 768 < 384));
  const directory = path.join(folder.path, '..', 'raw');
  const labels = Uint8Array.from([3, 1]);
  const files = await writeRaw(folder, directory, faces, { images: rows, given, originals: rows, labels });
  const read = (name: string) => orThrow(decodeIdx(readFileSync(path.join(directory, name)), name));
  expect(files.map((file) => path.relative(directory, file))).toEqual([
    'images.idx',
    'masks.idx',
    'originals.idx',
    'labels.idx',
  ]);
  expect(read('images.idx')).toEqual({ dimensions: [2, 16, 16, 3], data: faces.pixels });
  expect(read('masks.idx').dimensions).toEqual([2, 16, 16]);
  expect(Array.from(read('masks.idx').data.subarray(127, 129))).toEqual([255, 0]);
  expect(read('labels.idx')).toEqual({ dimensions: [2], data: labels });
  await writeRaw(folder, directory, { height: 16, width: 48, channels: 1 }, { images: rows });
  expect(read('images.idx').dimensions).toEqual([2, 16, 48]);
  remove();
});
