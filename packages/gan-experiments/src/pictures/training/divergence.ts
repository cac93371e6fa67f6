import { problem, ProblemError, type Problem } from '@bcl/errors';

/** Whether a training ended because its numbers ran away. */
export const isDivergence = (error: unknown): error is ProblemError =>
  error instanceof ProblemError && (error as ProblemError).problem._tag === 'Diverged';

/** Why work was refused; undefined where it was done. */
export const refusalOf = (work: Promise<unknown>): Promise<string | undefined> =>
  work.then(
    () => undefined,
    (error: unknown) => (error instanceof Error ? error.message : String(error)),
  );

/**
 * A divergence that says from where one can go on, and why the steps since then were not kept where that was so.
 *
 * @param checkpoint the last good one, if there is any
 * @param refusal what kept the state before the divergence from being written
 */
export function divergedFrom({ message: what }: Problem, checkpoint?: string, refusal?: string): ProblemError {
  const where = checkpoint && `last good checkpoint: ${checkpoint}`;
  const none = checkpoint === undefined ? 'no checkpoint had been written yet' : undefined;
  const why = refusal === undefined ? none : `the steps before it could not be kept: ${refusal}`;
  const from = where === undefined ? 'start again' : 'start from it, or from the one before it, by --from';
  const hint = `${from} with a lower --learning-rate or --warm-start-rate, or a higher --penalty`;
  return new ProblemError(problem('Diverged', { what, ...(where && { where }), ...(why && { why }), hint }));
}
