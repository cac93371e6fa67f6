import * as E from 'fp-ts/lib/Either.js';
import { matrix } from '@bcl/linalg';
import { encodeLabels } from '../classes';
import { dataset, findInfinite } from '../dataset';
import type { Dataset } from '../dataset';
import { failure } from '../failure';
import type { DatasetProblem } from '../failure';
import { readIdx } from './idx';
import type { IdxArray } from './idx';
import { DEFAULT_MAX_BYTES } from './source';
import type { ReaderOptions } from './source';

/** Options of {@link readIdxImages}. */
export interface IdxImagesOptions extends ReaderOptions {
  /** The IDX file of the labels, one integer an image. */
  readonly labels?: Uint8Array;
  /** What the label file is called in messages; default `labels`. */
  readonly labelsName?: string;
  /** Read only that many images from the start; default all. */
  readonly rows?: number;
}

/**
 * Reads images (or any IDX array of two or more dimensions) as a data set: one row an image, pixels in reading order
 * with their stored values (0 to 255 in MNIST), unscaled. A pixel takes 8 bytes here; {@link readIdx} keeps bytes.
 *
 * @example
 * ```ts
 * import { orThrow } from '@bcl/errors';
 * import { readIdxImages } from '@bcl/datasets';
 *
 * const images = Uint8Array.of(0, 0, 8, 3, 0, 0, 0, 2, 0, 0, 0, 1, 0, 0, 0, 2, 10, 20, 30, 40);
 * const labels = Uint8Array.of(0, 0, 8, 1, 0, 0, 0, 2, 7, 3);
 * const set = orThrow(readIdxImages(images, { labels }));
 * set.features; // => { rows: 2, columns: 2, data: [10, 20, 30, 40] }
 * set.classNames; // => ['3', '7']
 * set.labels; // => [1, 0]
 * ```
 */
export function readIdxImages(images: Uint8Array, options: IdxImagesOptions = {}): E.Either<DatasetProblem, Dataset> {
  if (options.rows !== undefined && !(Number.isInteger(options.rows) && options.rows > 0)) {
    throw new RangeError(`rows must be a positive whole number, not ${options.rows}`);
  }
  const array = readIdx(images, options);
  if (E.isLeft(array)) return array;
  const name = options.name ?? 'data';
  const [count = 0, ...shape] = array.right.dimensions;
  const columns = shape.reduce((product, size) => product * size, 1);
  if (shape.length === 0 || count * columns === 0) {
    return failure('UnsupportedFile', {
      what: `An array of ${array.right.dimensions.join(' x ')} holds no images`,
      where: name,
      why: shape.length === 0 ? 'it has one dimension, as a file of labels has' : 'a dimension is 0',
      hint: 'pass the file of the images here and that of the labels as the labels option',
    });
  }
  const rows = Math.min(count, options.rows ?? count);
  const maxBytes = options.maxBytes ?? DEFAULT_MAX_BYTES;
  if (8 * rows * columns > maxBytes) {
    return failure('TooLarge', {
      what: `${rows} rows of ${columns} numbers would take ${8 * rows * columns} bytes`,
      where: name,
      why: `the limit is ${maxBytes} bytes`,
      hint: 'raise maxBytes, read fewer rows, or use readIdx, which keeps the stored type',
    });
  }
  const data = Float64Array.from(array.right.data.subarray(0, rows * columns));
  const infinite = findInfinite(data);
  if (infinite >= 0) {
    return failure('BadCell', {
      what: 'A value is infinite',
      where: `${name}, row ${Math.floor(infinite / columns)}, column ${infinite % columns}`,
      why: 'features must be finite; the file may be damaged',
      hint: 'get the file again',
    });
  }
  const features = matrix(rows, columns, data);
  const featureNames = pixelNames(shape);
  if (options.labels === undefined) {
    return E.right(dataset({ name, features, featureNames, provenance: array.right.provenance }));
  }
  const labelsName = options.labelsName ?? 'labels';
  const labels = readIdx(options.labels, { ...options, name: labelsName });
  if (E.isLeft(labels)) return labels;
  const encoded = encodeAll(labels.right, count, labelsName);
  if (E.isLeft(encoded)) return encoded;
  const files = [...array.right.provenance.files, ...labels.right.provenance.files];
  return E.right(
    dataset({
      name,
      features,
      featureNames,
      labels: encoded.right.labels.slice(0, rows),
      classNames: encoded.right.classNames,
      provenance: { ...array.right.provenance, files },
    }),
  );
}

/** All labels are encoded, also those of images left out, so that the classes do not depend on `rows`. */
function encodeAll(labels: IdxArray, count: number, name: string): ReturnType<typeof encodeLabels> {
  if (labels.dimensions.length !== 1 || labels.data.length !== count) {
    return failure('BadLabel', {
      what: `${labels.dimensions.join(' x ')} labels for ${count} images`,
      where: name,
      why: 'the two files do not belong together, or were given in the wrong order',
      hint: 'pass the labels of the same part (train or t10k)',
    });
  }
  return encodeLabels(Array.from(labels.data, String), (row) => `${name}, row ${row}`);
}

function pixelNames(shape: readonly number[]): readonly string[] {
  return shape.reduce<readonly string[]>(
    (names, size) =>
      names.flatMap((name) =>
        Array.from({ length: size }, (_, index) => `${name}${name === 'pixel ' ? '' : ','}${index}`),
      ),
    ['pixel '],
  );
}
