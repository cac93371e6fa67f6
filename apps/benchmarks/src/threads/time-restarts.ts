import { fit, joint, runOrThrow } from '@bcl/em';
import type { CaseFiles } from '../cases/case-files';
import { readNumbers } from '../programs/mixture-file';

/** Asks for a fit with restarts. */
export interface RestartsJob extends Pick<CaseFiles, 'data' | 'rows' | 'columns' | 'components' | 'ridge'> {
  readonly threads: number;
  readonly restarts: number;
  /** EM iterations of each restart. */
  readonly iterations: number;
}

/**
 * Times a whole `fit` with restarts from random rows: what a user waits for.
 *
 * @param clock milliseconds
 * @returns milliseconds, and the log-likelihoods that the restarts ended with, which must not depend on the threads
 */
export async function timeRestarts(
  { data, rows, columns, components, ridge, threads, restarts, iterations }: RestartsJob,
  clock: () => number,
): Promise<{ readonly milliseconds: number; readonly logLikelihoods: readonly number[] }> {
  const table = { data: await readNumbers(data), shape: [rows, columns] as const };
  const options = { components, ridge, threads, restarts, start: 'rows', scale: 'none' } as const;
  const strategy = (maxIterations: number) => joint({ maxIterations, tolerance: 0 });
  await runOrThrow(fit(table, { ...options, strategy: strategy(1) }));
  const begun = clock();
  const fitted = await runOrThrow(fit(table, { ...options, strategy: strategy(iterations) }));
  return { milliseconds: clock() - begun, logLikelihoods: fitted.restarts };
}
