import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import type * as E from 'fp-ts/lib/Either.js';
import { isProblem } from '@bcl/errors';
import type { Dataset } from '../dataset';
import type { DatasetProblem } from '../failure';
import { readCsv } from './csv/dataset';
import { readIdxImages } from './idx-images';
import { readLibsvm } from './libsvm';
import { readMat } from './mat/dataset';
import golden from './mat/mat.golden.json';
import { matFile } from './mat/mat-file.fixture';

type Reader = (bytes: Uint8Array) => E.Either<DatasetProblem, Dataset>;

const rows = Array.from({ length: 12 }, (_, i) => [i % 3, i / 7, i * i]);
const csv = ['kind,a,"b, c"', ...rows.map((row) => row.join(','))].join('\r\n');
const libsvm = rows.map(([label, a, b]) => `${label} 1:${a} 7:${b}`).join('\n');
const images = Uint8Array.of(
  0,
  0,
  8,
  3,
  0,
  0,
  0,
  4,
  0,
  0,
  0,
  2,
  0,
  0,
  0,
  2,
  ...Array.from({ length: 16 }, (_, i) => i),
);
const labels = Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 4, 1, 2, 1, 2);
const text = (content: string): Uint8Array => new TextEncoder().encode(content);

const readMatByLabel: Reader = (bytes) => readMat(bytes, { label: 0 });
const readCsvByLabel: Reader = (bytes) => readCsv(bytes, { label: 0 });
const formats: readonly (readonly [string, Uint8Array, Reader])[] = [
  ['MATLAB', matFile(rows), readMatByLabel],
  ['compressed MATLAB', matFile(rows, { compressed: true }), readMatByLabel],
  [
    'MATLAB of many classes',
    new Uint8Array(Buffer.from(golden.types, 'base64')),
    (bytes) => readMat(bytes, { variable: 'int8' }),
  ],
  ['MATLAB of many kinds', new Uint8Array(Buffer.from(golden.others, 'base64')), (bytes) => readMat(bytes)],
  ['LIBSVM', text(libsvm), (bytes) => readLibsvm(bytes)],
  ['CSV', text(csv), readCsvByLabel],
  ['IDX images', images, (bytes) => readIdxImages(bytes, { labels })],
  ['IDX labels', labels, (bytes) => readIdxImages(images, { labels: bytes })],
  ['CSV in gzip', gzipSync(csv), readCsvByLabel],
  ['IDX in gzip', gzipSync(images), (bytes) => readIdxImages(bytes)],
];

/** A small file gives a small data set or a problem, whatever happened to its bytes. */
function expectSound(read: Reader, bytes: Uint8Array): void {
  const result = read(bytes);
  if (result._tag === 'Left') {
    if (!isProblem(result.left) || /\n/.test(result.left.message)) throw new Error('not a one-line problem');
  } else if (result.right.features.data.byteLength > 2 ** 24) {
    throw new Error(`${bytes.length} bytes became ${result.right.features.data.byteLength}`);
  }
}

describe.each(formats)('%s', (_, file, read) => {
  it('is read when it is whole', () => {
    expect(read(file)).toMatchObject({ _tag: 'Right' });
  });

  it('gives a data set or a problem when cut at any byte', () => {
    for (let length = 0; length < file.length; length++) expectSound(read, file.slice(0, length));
  });

  it('gives a data set or a problem when any byte is changed', () => {
    for (let offset = 0; offset < file.length; offset++) {
      for (const change of [0x01, 0xff]) {
        const damaged = file.slice();
        damaged[offset] ^= change;
        expectSound(read, damaged);
      }
    }
  });

  it('gives a data set or a problem when several bytes are changed', () => {
    const changes = fc.array(fc.tuple(fc.nat(file.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 });
    fc.assert(
      fc.property(changes, (replacements) => {
        const damaged = file.slice();
        for (const [offset, value] of replacements) damaged[offset] = value;
        expectSound(read, damaged);
      }),
      { numRuns: 150 },
    );
  });

  it('gives a data set or a problem for bytes that have nothing to do with it, after its first ones', () => {
    fc.assert(
      fc.property(fc.nat(160), fc.uint8Array({ maxLength: 200 }), (kept, bytes) => {
        const start = file.slice(0, kept);
        expectSound(read, Uint8Array.of(...start, ...bytes));
      }),
      { numRuns: 150 },
    );
  });
});
