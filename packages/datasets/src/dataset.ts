import type { Matrix } from '@bcl/linalg';

/** One file that went into a data set. */
export interface SourceFile {
  readonly name: string;
  /** Length of the file as it was read, before any decompression. */
  readonly bytes: number;
  /** SHA-256 of those bytes, 64 lower-case hexadecimal digits. */
  readonly sha256: string;
}

/** Where a data set comes from: enough to find the same bytes again. */
export interface Provenance {
  readonly name: string;
  /** In words or as an address. */
  readonly source: string;
  /** Empty for simulated data. */
  readonly files: readonly SourceFile[];
}

/**
 * Points with optional classes.
 *
 * `features` is rows x columns, row-major, with NaN for a missing value and never an infinity. `labels[i]`, when there
 * are labels, is the class of row i, an index into `classNames`.
 */
export interface Dataset {
  readonly name: string;
  readonly features: Matrix;
  readonly featureNames: readonly string[];
  readonly labels?: Int32Array;
  readonly classNames?: readonly string[];
  readonly provenance: Provenance;
}

/** What {@link dataset} needs; everything else has a default. */
export interface DatasetParts {
  readonly name: string;
  readonly features: Matrix;
  /** Default: `column 0`, `column 1`, … */
  readonly featureNames?: readonly string[];
  readonly labels?: Int32Array;
  /** Default, when there are labels: `0`, `1`, … up to the largest label. */
  readonly classNames?: readonly string[];
  /** Default: the name, "made in memory" and no files. */
  readonly provenance?: Provenance;
}

/**
 * A data set from its parts, checked: the shapes agree, labels index the class names, no value is infinite.
 *
 * @throws RangeError when they do not
 *
 * @example
 * ```ts
 * import { dataset } from '@bcl/datasets';
 * import { fromRows } from '@bcl/linalg';
 *
 * const set = dataset({ name: 'two points', features: fromRows([[1, 2], [3, NaN]]), labels: Int32Array.of(0, 1) });
 * set.featureNames; // => ['column 0', 'column 1']
 * set.classNames; // => ['0', '1']
 * ```
 */
export function dataset(parts: DatasetParts): Dataset {
  const { name, features, labels } = parts;
  if (features.data.length !== features.rows * features.columns) {
    throw new RangeError(
      `${name}: ${features.rows} x ${features.columns} features hold ${features.data.length} values`,
    );
  }
  const infinite = findInfinite(features.data);
  if (infinite >= 0) {
    const row = Math.floor(infinite / features.columns);
    throw new RangeError(
      `${name}: infinite value in row ${row}, column ${infinite % features.columns}; use NaN for missing`,
    );
  }
  const featureNames = parts.featureNames ?? defaultNames(features.columns, 'column ');
  if (featureNames.length !== features.columns) {
    throw new RangeError(`${name}: ${featureNames.length} feature names for ${features.columns} columns`);
  }
  const provenance = parts.provenance ?? { name, source: 'made in memory', files: [] };
  if (labels === undefined) return { name, features, featureNames, provenance };

  if (labels.length !== features.rows)
    throw new RangeError(`${name}: ${labels.length} labels for ${features.rows} rows`);
  const classNames =
    parts.classNames ??
    defaultNames(
      labels.reduce((most, label) => Math.max(most, label + 1), 0),
      '',
    );
  const outside = labels.findIndex((label) => label < 0 || label >= classNames.length);
  if (outside >= 0) {
    throw new RangeError(
      `${name}: label ${labels[outside]} of row ${outside} is not one of 0..${classNames.length - 1}`,
    );
  }
  return { name, features, featureNames, labels, classNames, provenance };
}

const largest = Number.MAX_VALUE;

/** The index of the first infinite value, or -1. */
export function findInfinite(values: Float64Array): number {
  return values.findIndex((value) => value > largest || value < -largest);
}

function defaultNames(count: number, prefix: string): readonly string[] {
  return Array.from({ length: count }, (_, index) => `${prefix}${index}`);
}
