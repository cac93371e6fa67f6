import {
  fitMinMax,
  loadNamed,
  readDataset,
  stratifiedSplit,
  type Dataset,
  type DatasetProblem,
  type FetchOptions,
  type LoadedSet,
  type Scaler,
} from '@bcl/datasets';
import { problem, type Problem } from '@bcl/errors';
import { fold, key } from '@bcl/random';
import * as E from 'fp-ts/lib/Either.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { readPenguins } from '../penguins';

/** A table ready to be clustered: features in [0, 1], scaled by the training part alone. */
export interface PreparedTable {
  readonly train: Dataset;
  readonly test: Dataset;
  /** From the table's own units to [0, 1] and back. */
  readonly scaler: Scaler;
}

/** Where a table comes from, before it is split. */
export interface TableSource {
  readonly name: string;
  readonly dataset: Dataset;
  /** The official or given test part; without one 20 % of each class are held out, by seed. */
  readonly test?: Dataset;
  /** Number of components to fit. */
  readonly components: number;
  /** What a reader of the results should know. */
  readonly note?: string;
}

/** Tables that are clustered by `--dataset all`; Connect-4 and Covtype take hours and are run by name. */
export const tablesOfThePaper = ['glass', 'vehicle', 'satimage', 'pendigits', 'letter'] as const;

/** A table by its name: a set of `@bcl/datasets`, or the penguins, which need no file. */
export function namedTable(name: string, where: FetchOptions): TE.TaskEither<DatasetProblem, TableSource> {
  if (name === 'penguins')
    return TE.fromEither(E.map((dataset: Dataset): TableSource => ({ name, dataset, components: 3 }))(readPenguins()));
  return TE.map(({ info, dataset, test }: LoadedSet): TableSource => {
    const about =
      info.componentsFrom === 'paper' ? 'K is the paper’s.' : 'K is the number of classes; the paper’s is not known.';
    const note = [about, info.note].filter((text) => text !== undefined).join(' ');
    return { name, dataset, components: info.components, note, ...(test === undefined ? {} : { test }) };
  })(loadNamed(name, where));
}

/** Options of {@link ownTable}. */
export interface OwnTableOptions {
  /** Name or position of the column that holds the classes. */
  readonly label?: string;
  /** A test file of the same columns. */
  readonly test?: string;
  /** K; the number of classes without it. */
  readonly components?: number;
}

/** A table of the user's: any file that `readDataset` reads, gaps included. */
export function ownTable(
  file: string,
  { label, test, components }: OwnTableOptions,
): TE.TaskEither<Problem, TableSource> {
  const options = label === undefined ? {} : { label: /^-?\d+$/.test(label) ? Number(label) : label };
  return async () => {
    const dataset = await readDataset(file, options)();
    if (E.isLeft(dataset)) return dataset;
    const held = test === undefined ? undefined : await readDataset(test, options)();
    if (held !== undefined && E.isLeft(held)) return held;
    const count = components ?? dataset.right.classNames?.length;
    if (count === undefined)
      return E.left(
        problem('NoComponents', {
          what: 'The number of components is not known',
          where: file,
          why: 'the table has no label column to count classes in',
          hint: 'give --components K, or --label COLUMN',
        }),
      );
    const columns = dataset.right.features.columns;
    if (held !== undefined && held.right.features.columns !== columns)
      return E.left(
        problem('ColumnsDiffer', {
          what: `The test file has ${held.right.features.columns} features`,
          where: test,
          why: `the training file has ${columns}`,
          hint: 'give both files the same columns',
        }),
      );
    return E.right({
      name: dataset.right.name,
      dataset: dataset.right,
      components: count,
      ...(held === undefined ? {} : { test: relabelled(held.right, dataset.right) }),
    });
  };
}

/** The test part with the class numbers of the training part: files number their classes on their own. */
function relabelled(test: Dataset, train: Dataset): Dataset {
  const { labels, classNames } = test;
  if (labels === undefined || classNames === undefined || train.classNames === undefined) return test;
  const all = [...train.classNames, ...classNames.filter((name) => train.classNames?.includes(name) === false)];
  return { ...test, labels: labels.map((label) => all.indexOf(classNames[label])), classNames: all };
}

/** The split and scaling of one seed. The scaler is fitted on the training part and applied to both: a test value may lie outside [0, 1]. */
export function prepare({ dataset, test }: TableSource, seed: number): PreparedTable {
  const split =
    test === undefined ? stratifiedSplit(dataset, { key: fold(key(seed), 'split') }) : { train: dataset, test };
  const scaler = fitMinMax(split.train.features);
  const scaled = (set: Dataset): Dataset => ({ ...set, features: scaler.apply(set.features) });
  return { train: scaled(split.train), test: scaled(split.test), scaler };
}
