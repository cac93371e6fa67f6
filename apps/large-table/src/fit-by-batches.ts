import { fitStepwise, stepwiseReportFromJSON, stepwiseReportToJSON, type StepwiseReport } from '@bcl/em';
import { orThrow, ProblemError } from '@bcl/errors';
import * as E from 'fp-ts/lib/Either.js';
import type { Fit, Work } from './fit-seed';

/** What a stepwise fit leaves in its checkpoint. */
interface Stored {
  readonly report: unknown;
  readonly history: readonly number[];
}

/** Stepwise EM, one pass over the file; undefined when it was stopped. */
export async function fitByBatches(work: Work): Promise<Fit | undefined> {
  const { fitOptions, table, store, throughput } = work;
  const stored = store.found as Stored | undefined;
  const resume = stored === undefined ? undefined : orThrow(stepwiseReportFromJSON(stored.report));
  const history = [...(stored?.history ?? [])];
  let last: StepwiseReport | undefined = resume;
  const state = (report: StepwiseReport) => (): Stored => ({ report: stepwiseReportToJSON(report), history });
  const bar = work.progress(table.rows ?? 1, 'rows', resume?.rows ?? 0);
  const outcome = await fitStepwise(table.batches(resume?.rows ?? 0), {
    ...fitOptions,
    ...(resume === undefined ? {} : { resume }),
    onBatch: async (report) => {
      last = report;
      history.push(report.logLikelihood);
      throughput.note(report.rows);
      bar.update({
        done: table.rows === undefined ? 0 : report.rows,
        label: `batch ${report.batch}`,
        figures: { 'log-likelihood': report.logLikelihood },
      });
      await store.keep(state(report));
    },
  })();
  if (E.isRight(outcome)) {
    bar.finish();
    const { model, rows, logLikelihood } = outcome.right;
    return { model, rows, logLikelihood, converged: true, history };
  }
  if (outcome.left._tag !== 'Cancelled') throw new ProblemError(outcome.left);
  if (last !== undefined) await store.keep(state(last), true);
  return undefined;
}
