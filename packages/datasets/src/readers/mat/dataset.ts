import * as E from 'fp-ts/lib/Either.js';
import { matrix } from '@bcl/linalg';
import { shown } from '../../cell';
import { encodeLabels } from '../../classes';
import { findColumn } from '../../columns';
import type { Dataset } from '../../dataset';
import { dataset, findInfinite } from '../../dataset';
import { failure } from '../../failure';
import type { DatasetProblem } from '../../failure';
import type { ReaderOptions } from '../source';
import type { MatArray } from './array';
import { readMatVariables } from './file';
import type { MatFile } from './file';

/** Options of {@link readMat}. */
export interface MatOptions extends ReaderOptions {
  /** The variable that holds the features; needed only when several could. */
  readonly variable?: string;
  /**
   * The labels: a column of that variable, by index (-1 is the last), or the name of another variable with one label a
   * row. Default: none.
   */
  readonly label?: number | string;
  /** The classes in order, to number them as another part of the same set does; default: those in the file, sorted. */
  readonly classNames?: readonly string[];
}

/**
 * Reads a matrix of a MATLAB level 5 file as a data set: rows are points, NaN is missing. See
 * {@link readMatVariables} for what is read.
 *
 * @example
 * ```ts no-run
 * import { readFileSync } from 'node:fs';
 * import { readMat } from '@bcl/datasets';
 *
 * const glass = readMat(readFileSync('glass.mat'), { label: 0 });
 * ```
 */
export function readMat(input: Uint8Array, options: MatOptions = {}): E.Either<DatasetProblem, Dataset> {
  const file = readMatVariables(input, options);
  if (E.isLeft(file)) return file;
  const name = options.name ?? 'data';
  const labelVariable = typeof options.label === 'string' ? options.label : undefined;
  const array = pickArray(file.right, name, options.variable, labelVariable);
  if (E.isLeft(array)) return array;
  const where = `${name}, variable ${shown(array.right.name)}`;
  const [rows, width] = array.right.dimensions;
  const labelColumn =
    typeof options.label === 'number'
      ? findColumn(
          options.label,
          Array.from({ length: width }, (_, index) => String(index)),
          where,
        )
      : E.right(undefined);
  if (E.isLeft(labelColumn)) return labelColumn;
  const columns = width - (labelColumn.right === undefined ? 0 : 1);
  if (rows === 0 || columns === 0) {
    return failure('EmptyInput', {
      what: `The ${rows} x ${width} matrix leaves no features`,
      where,
      why: labelColumn.right === undefined ? 'it is empty' : 'its only column is the label',
      hint: 'name another variable',
    });
  }
  const features = rowMajor(array.right, rows, width, labelColumn.right);
  const infinite = findInfinite(features);
  if (infinite >= 0) {
    return failure('BadCell', {
      what: 'A value is infinite',
      where: `${where}, row ${Math.floor(infinite / columns)}, feature ${infinite % columns}`,
      why: 'features must be finite',
      hint: 'write a missing value as NaN, or clip the value',
    });
  }
  const parts = { name, features: matrix(rows, columns, features), provenance: file.right.provenance };
  if (options.label === undefined) return E.right(dataset(parts));
  const labels = labelValues(file.right, array.right, rows, labelColumn.right, labelVariable, name);
  if (E.isLeft(labels)) return labels;
  const whereLabel = (row: number): string => `${where}, row ${row}`;
  const encoded = encodeLabels(Array.from(labels.right, String), whereLabel, options.classNames);
  return E.isLeft(encoded) ? encoded : E.right(dataset({ ...parts, ...encoded.right }));
}

function pickArray(
  file: MatFile,
  name: string,
  variable: string | undefined,
  labelVariable: string | undefined,
): E.Either<DatasetProblem, MatArray> {
  const candidates = file.arrays.filter(
    (array) => array.dimensions.length === 2 && array.name !== labelVariable && (variable ?? array.name) === array.name,
  );
  const [only, ...others] = candidates;
  if (only !== undefined && others.length === 0) return E.right(only);
  const list = [
    ...file.arrays.map((array) => `${array.name} (${array.dimensions.join(' x ')} ${array.class})`),
    ...file.skipped.map((other) => `${other.name} (${other.kind})`),
  ];
  const found = list.length === 0 ? 'it holds no variables' : `it holds ${list.slice(0, 12).join(', ')}`;
  if (only === undefined) {
    return failure('UnsupportedFile', {
      what: variable === undefined ? 'There is no numeric matrix' : `There is no numeric matrix ${shown(variable)}`,
      where: name,
      why: found,
      hint: 'only full, real, two-dimensional arrays can be features; convert it in MATLAB or name another variable',
    });
  }
  return failure('Ambiguous', {
    what: 'Several variables could be the features',
    where: name,
    why: found,
    hint: 'name one with the variable option',
  });
}

/** MATLAB's column-major values without the label column, row by row. */
function rowMajor(array: MatArray, rows: number, width: number, without: number | undefined): Float64Array {
  const kept = Array.from({ length: width }, (_, column) => column).filter((column) => column !== without);
  const data = new Float64Array(rows * kept.length);
  for (const [target, column] of kept.entries()) {
    for (let row = 0; row < rows; row++) data[row * kept.length + target] = array.data[column * rows + row];
  }
  return data;
}

function labelValues(
  file: MatFile,
  array: MatArray,
  rows: number,
  column: number | undefined,
  variable: string | undefined,
  name: string,
): E.Either<DatasetProblem, Float64Array> {
  if (column !== undefined) return E.right(array.data.subarray(column * rows, (column + 1) * rows));
  const labels = file.arrays.find((candidate) => candidate.name === variable);
  if (labels?.data.length === rows) return E.right(labels.data);
  return failure('BadLabel', {
    what: `Variable ${shown(variable ?? '')} does not hold one label for each of ${rows} rows`,
    where: name,
    why: labels === undefined ? 'there is no numeric variable of that name' : `it holds ${labels.data.length} values`,
    hint: 'name a numeric vector as long as the matrix, or a column of the matrix by index',
  });
}
