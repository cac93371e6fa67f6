import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { ours } from '../programs/ours';
import type { EMJob } from '../programs/job';
import { writeNumbers } from '../programs/mixture-file';
import { runProgram } from '../programs/run-program';

/** A table in files, for programs to read. */
export interface CaseFiles extends Pick<EMJob, 'data' | 'rows' | 'columns' | 'components' | 'ridge'> {
  /** The mixture at the start: random rows as means, the columns' variances. */
  readonly start: string;
  /** The mixture near convergence; the start again where none was asked for. */
  readonly settled: string;
}

/** What is added to the diagonal of every covariance, in both programs. */
export const RIDGE = 1e-2;

/** The table to be written, and how far EM is to go for the settled mixture: 0 for not at all. */
export interface CaseTable {
  /** Names files: letters, digits and dashes. */
  readonly id: string;
  readonly rows: number;
  readonly columns: number;
  readonly components: number;
  readonly settled: number;
  readonly table: () => Float64Array;
}

/** Writes a table and the mixtures that a race begins with: once, for all programs and rounds. */
export async function writeCaseFiles(
  folder: string,
  { id, rows, columns, components, settled: iterations, table }: CaseTable,
  threads: number,
  signal: AbortSignal,
): Promise<CaseFiles> {
  await mkdir(folder, { recursive: true });
  const file = (name: string): string => path.join(folder, `${id}-${name}.f64`);
  const sizes = { data: file('table'), rows, columns, components, ridge: RIDGE };
  await writeNumbers(sizes.data, table());
  const start = file('start');
  const settled = iterations > 0 ? file('settled') : undefined;
  await runProgram(ours, { kind: 'prepare', ...sizes, start, settled, iterations, threads }, signal);
  return { ...sizes, start, settled: settled ?? start };
}
