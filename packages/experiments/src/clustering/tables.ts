import { stat } from 'node:fs/promises';
import { loadNamed, namedSets, type Dataset, type FetchOptions, type LoadedSet } from '@bcl/datasets';
import { problem, type Problem } from '@bcl/errors';
import * as E from 'fp-ts/lib/Either.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { readPenguins } from '../penguins';

/** Where a table comes from, before it is split. */
export interface TableSource {
  /** Names files and figures: letters, digits, dots and dashes. */
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

/**
 * A table by its name: a set of `@bcl/datasets`, or the penguins, which need no file.
 *
 * @returns the table; a problem when there is no such name or no such folder, or the set cannot be had
 */
export function namedTable(name: string, where: FetchOptions): TE.TaskEither<Problem, TableSource> {
  if (name === 'penguins') {
    return TE.fromEither(E.map((dataset: Dataset): TableSource => ({ name, dataset, components: 3 }))(readPenguins()));
  }
  return async () => {
    if (!Object.hasOwn(namedSets, name)) return unknownName(name);
    if (where.folder !== undefined && !(await isFolder(where.folder))) return noFolder(where.folder);
    return E.map(source)(await loadNamed(name, where)());
  };
}

function source({ info, dataset, test }: LoadedSet): TableSource {
  const about =
    info.componentsFrom === 'paper' ? 'K is the paper’s.' : 'K is the number of classes; the paper’s is not known.';
  const note = [about, info.note].filter((text) => text !== undefined).join(' ');
  return { name: info.name, dataset, components: info.components, note, ...(test === undefined ? {} : { test }) };
}

function unknownName(name: string): E.Either<Problem, never> {
  return E.left(
    problem('UnknownName', {
      what: `There is no set called ${JSON.stringify(name)}`,
      why: `the names are penguins, ${Object.keys(namedSets).join(', ')}`,
      hint: 'check the spelling, or give a file of your own with --data FILE and without --dataset',
    }),
  );
}

/** A folder that was named on purpose and is not there: to download instead would hide the slip. */
function noFolder(folder: string): E.Either<Problem, never> {
  return E.left(
    problem('NoDataFolder', {
      what: 'There is no folder of data',
      where: folder,
      why: '--data or BCL_DATA_DIR names it as the folder that holds the named sets',
      hint: 'correct it, or leave it out to download the set',
    }),
  );
}

async function isFolder(folder: string): Promise<boolean> {
  try {
    return (await stat(folder)).isDirectory();
  } catch {
    return false;
  }
}
