import { problem, type Problem } from '@bcl/errors';
import { namedTable, ownTable, tablesOfThePaper, type OwnTableOptions, type TableSource } from '@bcl/experiments';
import * as E from 'fp-ts/lib/Either.js';
import * as TE from 'fp-ts/lib/TaskEither.js';
import { dataFolders } from './where';

/** The tables that a command line asks for: named ones, the user's own, or the penguins. */
export function readTables(
  { dataset, ...own }: OwnTableOptions & { readonly dataset?: string },
  data: string | undefined,
  signal: AbortSignal,
): TE.TaskEither<Problem, readonly TableSource[]> {
  if (data !== undefined && dataset === undefined) return TE.map((table: TableSource) => [table])(ownTable(data, own));
  const stray = (['label', 'test', 'drop', 'missing', 'header', 'delimiter'] as const).find(
    (name) => own[name] !== undefined,
  );
  if (stray !== undefined) {
    return TE.left(
      problem('BadOption', {
        what: `--${stray} belongs to a table of your own`,
        why:
          dataset === undefined
            ? 'no --data FILE is given'
            : `the table of --dataset ${dataset} is read in its own way`,
        hint: 'name your table with --data FILE and without --dataset',
      }),
    );
  }
  const names = dataset === 'all' ? tablesOfThePaper : [dataset ?? 'penguins'];
  return async () => {
    const tables: TableSource[] = [];
    for (const name of names) {
      const table = await namedTable(name, dataFolders(data, signal))();
      if (E.isLeft(table)) return table;
      tables.push(table.right);
    }
    return E.right(tables);
  };
}

/** The files of a named table, with the SHA-256 that was checked when they were read. */
export function filesOf({ name, dataset, test }: TableSource): { path: string; bytes: number; sha256: string }[] {
  return [dataset, test].flatMap((part) =>
    (part?.provenance.files ?? []).map((file) => ({ ...file, path: `${name}: ${file.name}` })),
  );
}
