import type { Problem } from '@bcl/errors';
import * as E from 'fp-ts/lib/Either.js';
import { damaged, shown } from '../problem';
import { dataTypeOrder, dataTypes, isDataType, shapeText, sizeOf, type DataType } from './tensor';

/** What the header of a file says of one tensor. */
export interface TensorEntry {
  readonly name: string;
  readonly type: DataType;
  readonly shape: readonly number[];
  /** Its first byte, counted from the end of the header. */
  readonly begin: number;
  /** One past its last byte. */
  readonly end: number;
}

/**
 * Checks what the header says of a tensor: a type that is read here, a shape of whole numbers, and as many bytes as they ask
 * for.
 */
export function readEntry(
  name: string,
  value: unknown,
  file: string,
): E.Either<Problem<'DamagedCheckpoint'>, TensorEntry> {
  const where = `${file}, tensor ${shown(name)}`;
  const what = 'The header is damaged';
  if (typeof value !== 'object' || value === null) return damaged({ what, where, why: 'its entry is not an object' });
  const { dtype: type, shape, data_offsets: offsets } = value as Readonly<Record<string, unknown>>;
  if (!isDataType(type)) {
    const why = `its type is ${shown(typeof type === 'string' ? type : 'none')}; ${dataTypeOrder.join(', ')} are read here`;
    return damaged({ what: 'The tensor cannot be read', where, why });
  }
  if (!isCounts(shape) || !Number.isSafeInteger(sizeOf(shape))) {
    return damaged({ what, where, why: 'its shape is not a list of whole numbers from 0' });
  }
  if (!isCounts(offsets) || offsets.length !== 2 || offsets[0] > offsets[1]) {
    return damaged({ what, where, why: 'its data_offsets are not two whole numbers from 0, the smaller first' });
  }
  const [begin, end] = offsets;
  if (end - begin !== sizeOf(shape) * dataTypes[type]) {
    const asked = `${shapeText(shape)} of ${type} take ${sizeOf(shape) * dataTypes[type]} bytes`;
    return damaged({ what, where, why: `${asked}, and its data_offsets leave ${end - begin}` });
  }
  return E.right({ name, type, shape, begin, end });
}

const isCounts = (value: unknown): value is readonly number[] =>
  Array.isArray(value) && value.every((item) => Number.isSafeInteger(item) && item >= 0);
