import { fitMinMax, stratifiedSplit, type Dataset, type Scaler } from '@bcl/datasets';
import { problem, type Problem } from '@bcl/errors';
import type { Matrix } from '@bcl/linalg';
import { fold, key } from '@bcl/random';
import * as E from 'fp-ts/lib/Either.js';
import type { TableSource } from './tables';

/** A table ready to be clustered: features in [0, 1], scaled by the training part alone. */
export interface PreparedTable {
  readonly train: Dataset;
  readonly test: Dataset;
  /** From the table's own units to [0, 1] and back. */
  readonly scaler: Scaler;
}

/**
 * The split and scaling of one seed. The scaler is fitted on the training part and applied to both: a test value may lie
 * outside [0, 1].
 *
 * @returns the two parts; a problem when no test part can be split off, the training part has fewer rows than components,
 * or a column of it has no value or a range beyond the doubles
 */
export function prepare({ dataset, test, components }: TableSource, seed: number): E.Either<Problem, PreparedTable> {
  if (test === undefined && !canSplit(dataset)) return tooFewRows(dataset);
  const split =
    test === undefined ? stratifiedSplit(dataset, { key: fold(key(seed), 'split') }) : { train: dataset, test };
  const { features, featureNames } = split.train;
  if (components > features.rows) return tooManyComponents(dataset, components, features.rows);
  for (const [column, name] of featureNames.entries()) {
    const { least, most } = range(features, column);
    if (least > most) return emptyColumn(dataset, column, name, seed);
    if (!Number.isFinite(most - least)) return wideColumn(dataset, name, least, most);
  }
  const scaler = fitMinMax(features);
  const scaled = (set: Dataset): Dataset => ({ ...set, features: scaler.apply(set.features) });
  return E.right({ train: scaled(split.train), test: scaled(split.test), scaler });
}

/** A part can be held out when there are two rows, of the same class where there are classes. */
function canSplit({ features, labels }: Dataset): boolean {
  return labels === undefined ? features.rows >= 2 : new Set(labels).size < labels.length;
}

/** Smallest and largest known value of a column; Infinity and -Infinity when there is none. */
function range({ rows, columns, data }: Matrix, column: number): { readonly least: number; readonly most: number } {
  let least = Infinity;
  let most = -Infinity;
  for (let n = 0; n < rows; n++) {
    const value = data[n * columns + column];
    if (value < least) least = value;
    if (value > most) most = value;
  }
  return { least, most };
}

function tooFewRows({ name, features, labels }: Dataset): E.Either<Problem, never> {
  const rows = `${features.rows} row${features.rows === 1 ? '' : 's'}`;
  return E.left(
    problem('TooFewRows', {
      what: 'No test part can be held out',
      where: name,
      why: labels === undefined ? `the table has ${rows}` : `no class has two rows, and the table has ${rows}`,
      hint: 'give more rows, or a test part with --test FILE',
    }),
  );
}

function tooManyComponents({ name }: Dataset, components: number, rows: number): E.Either<Problem, never> {
  return E.left(
    problem('TooManyComponents', {
      what: `${components} components were asked for`,
      where: name,
      why: `the training part has ${rows} row${rows === 1 ? '' : 's'}`,
      hint: 'give fewer with --components K, or more rows',
    }),
  );
}

function emptyColumn(dataset: Dataset, column: number, name: string, seed: number): E.Either<Problem, never> {
  const known = range(dataset.features, column);
  return E.left(
    problem('EmptyColumn', {
      what: `Column ${JSON.stringify(name)} has no value to learn from`,
      where: dataset.name,
      why:
        known.least > known.most
          ? 'all of its cells are missing'
          : `its few values all fell into the test part of seed ${seed}`,
      hint: `leave it out with --drop ${JSON.stringify(name)}`,
    }),
  );
}

function wideColumn({ name: where }: Dataset, name: string, least: number, most: number): E.Either<Problem, never> {
  return E.left(
    problem('WideColumn', {
      what: `Column ${JSON.stringify(name)} reaches from ${least} to ${most}`,
      where,
      why: 'the difference is beyond the largest double',
      hint: 'give it in a larger unit',
    }),
  );
}
