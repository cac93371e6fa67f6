import { rowFile, type RowFile, type RowFileOptions } from '@bcl/datasets';
import { ProblemError, problem, runOrThrow } from '@bcl/errors';
import type { RunFolder } from '@bcl/lab';
import { SIMULATED, writeSimulatedFile } from './simulated-file';

/** What of the command line says which rows are fitted. */
export interface TableOptions {
  readonly type: string;
  readonly columns?: number | undefined;
  readonly rows: number;
  readonly mode: string;
  readonly sample: number;
  readonly seed: number;
}

/** The rows of --data, or of a simulated file that is written into the run folder. */
export async function openTable(
  options: TableOptions,
  data: string | undefined,
  folder: RunFolder,
  print: (text: string) => void,
): Promise<RowFile> {
  const type = options.type as RowFileOptions['type'];
  // The first batch of a stepwise fit is what its start is fitted to.
  const batches = options.mode === 'stepwise' ? { batchRows: options.sample } : {};
  if (data !== undefined) {
    const columns = options.columns === undefined ? {} : { columns: options.columns };
    const table = await runOrThrow(rowFile(data, { type, ...columns, ...batches }));
    await folder.addDataFiles([data]);
    print(`${data}: ${table.rows ?? 'unknown number of'} rows, ${table.columns} columns`);
    return table;
  }
  if (type !== 'float32')
    throw new ProblemError(
      problem('BadOption', {
        what: `--type ${type} belongs to a file of your own`,
        why: 'without --data a simulated file of float32 is written',
        hint: 'name your file with --data FILE',
      }),
    );
  const columns = options.columns ?? 16;
  const { rows, seed } = options;
  print(
    `No --data: ${rows} simulated rows of ${columns} columns are fitted, written to ${SIMULATED} in the run folder.`,
  );
  const file = await writeSimulatedFile(folder.path, { rows, columns, seed });
  return runOrThrow(rowFile(file, { type: 'float32', columns, ...batches }));
}
