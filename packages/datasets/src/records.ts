import { createHash } from 'node:crypto';
import * as E from 'fp-ts/lib/Either.js';
import { shown } from './cell';
import type { Dataset } from './dataset';
import { failure } from './failure';
import type { DatasetProblem } from './failure';
import { tableDataset } from './readers/csv/dataset';
import { TableBuilder } from './readers/csv/table';

/** Options of {@link fromRecords}. */
export interface RecordOptions {
  /** Fields that become features, in this order. */
  readonly features: readonly string[];
  /** Field that becomes the label. Default: none. */
  readonly label?: string;
  /** What the data set is called; default `records`. */
  readonly name?: string;
  /** Where the records come from, for the provenance; default "records in memory". */
  readonly source?: string;
  /** The classes in order; default: those in the records, sorted. */
  readonly classNames?: readonly string[];
}

/**
 * A data set from an array of objects, such as parsed JSON. A field that is null, absent, NaN or an empty text is
 * missing; numbers may also be written as text. A field that no record has is a problem, for it is misspelt.
 *
 * The provenance holds the SHA-256 of the records written as JSON.
 *
 * @example
 * ```ts
 * import { orThrow } from '@bcl/errors';
 * import { fromRecords } from '@bcl/datasets';
 *
 * const records = [{ size: 3, kind: 'oak' }, { size: null, kind: 'ash' }];
 * const set = orThrow(fromRecords(records, { features: ['size'], label: 'kind' }));
 * set.features.data; // => [3, NaN]
 * set.labels; // => [1, 0]
 * ```
 */
export function fromRecords(records: unknown, options: RecordOptions): E.Either<DatasetProblem, Dataset> {
  const { features, label, name = 'records', source = 'records in memory' } = options;
  const fields = label === undefined ? features : [...features, label];
  if (features.length === 0 || new Set(fields).size < fields.length) {
    throw new RangeError(`The fields must be different and at least one a feature, not ${JSON.stringify(fields)}`);
  }
  if (!Array.isArray(records) || !records.every(isRecord)) {
    return failure('UnsupportedFile', {
      what: 'The records are not an array of objects',
      where: name,
      why: 'they may be wrapped in another object, or be arrays instead of objects',
      hint: 'pass the array itself, one object a row',
    });
  }
  const rows: readonly Readonly<Record<string, unknown>>[] = records;
  for (const field of fields) {
    if (rows.length === 0 || rows.some((record) => Object.hasOwn(record, field))) continue;
    return failure('NoSuchColumn', {
      what: `No record has a field ${shown(field)}`,
      where: name,
      why: `the first has ${Object.keys(rows[0]).slice(0, 12).map(shown).join(', ')}`,
      hint: 'check the spelling',
    });
  }
  const builder = TableBuilder.create(fields, name, label === undefined ? {} : { label }, 'record');
  if (E.isLeft(builder)) return builder;
  for (const [index, record] of rows.entries()) {
    const cells = fields.map((field) => asCell(record[field]));
    const strange = cells.findIndex((cell) => cell === undefined);
    if (strange >= 0) {
      return failure('BadCell', {
        what: `Field ${shown(fields[strange])} holds ${typeof record[fields[strange]]}`,
        where: `${name}, record ${index}`,
        why: 'only numbers, texts and null can be read',
        hint: 'flatten the record',
      });
    }
    const added = builder.right.add(
      cells.map((cell) => cell ?? ''),
      index,
    );
    if (E.isLeft(added)) return added;
  }
  const table = builder.right.finish();
  if (E.isLeft(table)) return table;
  const json = JSON.stringify(rows);
  const file = {
    name: `${name}.json`,
    bytes: Buffer.byteLength(json),
    sha256: createHash('sha256').update(json).digest('hex'),
  };
  const { classNames } = options;
  return tableDataset(
    table.right,
    { name, source, files: [file] },
    {
      ...(label === undefined ? {} : { label }),
      ...(classNames === undefined ? {} : { classNames }),
    },
  );
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function asCell(value: unknown): string | undefined {
  if (value === null || value === undefined) return '';
  if (typeof value === 'number' || typeof value === 'string' || typeof value === 'boolean') return String(value);
  return undefined;
}
