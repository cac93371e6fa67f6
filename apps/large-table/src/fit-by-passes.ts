import { fitStream, streamStateFromJSON, streamStateToJSON } from '@bcl/em';
import { orThrow, ProblemError } from '@bcl/errors';
import * as E from 'fp-ts/lib/Either.js';
import type { Fit, Work } from './fit-seed';

/** Batches between two looks at whether a checkpoint is due. */
const CHECK_EVERY = 4;

/** Full-batch EM, pass after pass; undefined when it was stopped. */
export async function fitByPasses(work: Work): Promise<Fit | undefined> {
  const { fitOptions, table, store, throughput, passes, tolerance, sample } = work;
  const resume = store.found === undefined ? undefined : orThrow(streamStateFromJSON(store.found));
  const bar = work.progress(passes + 1, 'passes', resume?.phase === 'em' ? resume.history.length + 1 : 0);
  const outcome = await fitStream(table, {
    ...fitOptions,
    maxPasses: passes,
    tolerance,
    sample,
    checkpointEvery: CHECK_EVERY,
    ...(resume === undefined ? {} : { resume }),
    onCheckpoint: (state) =>
      store.keep(() => streamStateToJSON(state), state.phase === 'scan' ? state.done : state.row === 0),
    onProgress: ({ phase, pass, rows, totalRows, logLikelihood }) => {
      if (phase === 'em' && totalRows !== undefined) throughput.note((pass - 1) * totalRows + rows);
      const share = totalRows === undefined || phase === 'start' ? 0 : rows / totalRows;
      bar.update({
        done: pass + share,
        label: { scan: 'first look', start: 'start', em: `pass ${pass}` }[phase],
        figures: logLikelihood === undefined ? {} : { 'log-likelihood': logLikelihood },
      });
    },
  })();
  if (E.isRight(outcome)) {
    bar.finish();
    const { model, rows, logLikelihood, converged, history } = outcome.right;
    return { model, rows, logLikelihood, converged, history };
  }
  if (outcome.left._tag !== 'Cancelled') throw new ProblemError(outcome.left);
  const { state } = outcome.left;
  await store.keep(() => streamStateToJSON(state), true);
  return undefined;
}
