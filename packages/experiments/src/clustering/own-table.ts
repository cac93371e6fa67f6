import path from 'node:path';
import { readDataset, type Dataset, type ReadDatasetOptions } from '@bcl/datasets';
import { problem, type Problem } from '@bcl/errors';
import * as E from 'fp-ts/lib/Either.js';
import type * as TE from 'fp-ts/lib/TaskEither.js';
import type { TableSource } from './tables';

/** What may stand between the cells of a table, by the names under which it can be typed. */
export const delimiters = { comma: ',', semicolon: ';', tab: '\t', bar: '|', space: ' ' } as const;

/** Options of {@link ownTable}, as texts from a command line. */
export interface OwnTableOptions {
  /** Name or position of the column that holds the classes. */
  readonly label?: string;
  /** Names or positions of columns to leave out, separated by commas. */
  readonly drop?: string;
  /** Texts that stand for a missing cell besides the usual ones, separated by commas. */
  readonly missing?: string;
  /** Whether the first row names the columns; found out without it. */
  readonly header?: 'yes' | 'no';
  /** What separates the cells; found out without it. */
  readonly delimiter?: keyof typeof delimiters;
  /** A test file of the same columns. */
  readonly test?: string;
  /** K; the number of classes without it. */
  readonly components?: number;
}

/** A table of the user's: any file that `readDataset` reads, gaps included. */
export function ownTable(file: string, options: OwnTableOptions): TE.TaskEither<Problem, TableSource> {
  const { test, components } = options;
  const reading = readingOptions(options);
  return async () => {
    const read = await readDataset(file, reading)();
    if (E.isLeft(read)) return read.left._tag === 'NotAFile' ? notAFile(file) : read;
    const dataset = read.right;
    const held = test === undefined ? undefined : await readDataset(test, reading)();
    if (held !== undefined && E.isLeft(held)) return held;
    const count = components ?? dataset.classNames?.length;
    if (count === undefined) return noComponents(file);
    const differ = held === undefined ? undefined : differentColumns(held.right, dataset, test);
    if (differ !== undefined) return E.left(differ);
    const note = remarks(dataset);
    return E.right({
      name: plainName(file),
      dataset,
      components: count,
      ...(note === '' ? {} : { note }),
      ...(held === undefined ? {} : { test: relabelled(held.right, dataset) }),
    });
  };
}

function readingOptions({ label, drop, missing, header, delimiter }: OwnTableOptions): ReadDatasetOptions {
  const column = (text: string): string | number => (/^-?\d+$/.test(text) ? Number(text) : text);
  const list = (text: string): string[] => text.split(',').map((part) => part.trim());
  return {
    ...(label === undefined ? {} : { label: column(label) }),
    ...(drop === undefined ? {} : { drop: list(drop).map(column) }),
    ...(missing === undefined ? {} : { missing: list(missing) }),
    ...(header === undefined ? {} : { header: header === 'yes' }),
    ...(delimiter === undefined ? {} : { delimiter: delimiters[delimiter] }),
  };
}

/** The name of a file without folder and extensions, in characters that every file system takes; `table` when none is left. */
export function plainName(file: string): string {
  const bare = path.basename(file).replace(/(?<=.)\.(csv|tsv|tab|txt|data|mat|libsvm|svm|svmlight|gz)(?=\.|$)/gi, '');
  const plain = bare
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\w.-]+/g, '-')
    .replace(/^[-.]+|[-.]+$/g, '');
  return plain === '' ? 'table' : plain.slice(0, 80);
}

/** The test part with the class numbers of the training part: files number their classes on their own. */
function relabelled(test: Dataset, train: Dataset): Dataset {
  const { labels, classNames } = test;
  if (labels === undefined || classNames === undefined || train.classNames === undefined) return test;
  const all = [...train.classNames, ...classNames.filter((name) => train.classNames?.includes(name) === false)];
  return { ...test, labels: labels.map((label) => all.indexOf(classNames[label])), classNames: all };
}

/** What a reader of the results should know of a table, and its owner may have overlooked. */
function remarks({ features, featureNames }: Dataset): string {
  const { rows, columns, data } = features;
  const counting = featureNames.filter((_, d) => {
    const first = data[d];
    return rows >= 10 && Array.from({ length: rows }).every((__, n) => data[n * columns + d] === first + n);
  });
  return counting
    .map((name) => `Column "${name}" counts the rows: if it is an identifier, leave it out with --drop "${name}".`)
    .join(' ');
}

function differentColumns(test: Dataset, train: Dataset, where: string | undefined): Problem | undefined {
  const [ours, theirs] = [train.featureNames, test.featureNames];
  const hint = 'give both files the same columns in the same order';
  if (ours.length !== theirs.length) {
    const what = `The test file has ${theirs.length} feature${theirs.length === 1 ? '' : 's'}`;
    return problem('ColumnsDiffer', { what, where, why: `the training file has ${ours.length}`, hint });
  }
  const at = ours.findIndex((name, d) => name !== theirs[d]);
  if (at < 0) return undefined;
  const what = `Feature ${at} of the test file is called ${JSON.stringify(theirs[at])}`;
  return problem('ColumnsDiffer', { what, where, why: `in the training file it is ${JSON.stringify(ours[at])}`, hint });
}

function noComponents(file: string): E.Either<Problem, never> {
  return E.left(
    problem('NoComponents', {
      what: 'The number of components is not known',
      where: file,
      why: 'there is no label column to count classes in',
      hint: 'give --components K, or for a table with classes --label COLUMN',
    }),
  );
}

function notAFile(file: string): E.Either<Problem, never> {
  return E.left(
    problem('NotAFile', {
      what: 'The path does not lead to a file',
      where: file,
      why: 'it is a folder, a device or a pipe',
      hint: 'name one file, or with --dataset NAME the folder that holds the named sets',
    }),
  );
}
